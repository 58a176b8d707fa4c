package org.millrace.engine.offline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.json.EventJson;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.Inputs;

/**
 * Disproves look-ahead: runs indicators, features, models and strategies over prefixes of the inputs, and compares every
 * byte that comes out with what the whole run gave by then. What knows nothing of the rest gives the same.
 */
public final class LookAhead {
    private final Supplier<Inputs> inputs;
    private final Function<EventConsumer, Backtest> line;
    private final long events;

    /**
     * Prepares the comparison.
     *
     * @param inputs opens them from the beginning
     * @param events how many there are
     * @param line   makes the stages anew, whose outputs the consumer wants to see
     */
    public LookAhead(Supplier<Inputs> inputs, long events, Function<EventConsumer, Backtest> line) {
        this.inputs = inputs;
        this.events = events;
        this.line = line;
    }

    /**
     * What came of it.
     *
     * @param prefixes   how many inputs each had
     * @param outputs    of the whole run
     * @param difference the first output that differs, in words
     */
    public record Result(List<Long> prefixes, long outputs, Optional<String> difference) {}

    /**
     * Compares random prefixes with the whole.
     *
     * @param progress is told how far it is, 0 to 1
     */
    public Result compare(int count, long seed, DoubleConsumer progress) {
        long[] prefixes = new SplittableRandom(seed)
                .longs(count, 1, Math.max(2, events))
                .sorted()
                .toArray();
        double all = events + Arrays.stream(prefixes).sum();
        Whole whole = new Whole(prefixes);
        run(events, whole, read -> {
            whole.onInput(read);
            progress.accept(read / all);
        });
        double done = events;
        for (int i = 0; i < prefixes.length; i++) {
            Prefix prefix = new Prefix(whole.hashes, whole.counts[i], prefixes[i]);
            double before = done;
            run(prefixes[i], prefix, read -> progress.accept((before + read) / all));
            if (prefix.difference() != null) {
                return new Result(
                        Arrays.stream(prefixes).boxed().toList(),
                        whole.hashes.count(),
                        Optional.of(prefix.difference()));
            }
            done += prefixes[i];
        }
        return new Result(Arrays.stream(prefixes).boxed().toList(), whole.hashes.count(), Optional.empty());
    }

    /** Takes the number of inputs that were read, after each. */
    private interface Reading {
        void onInput(long read);
    }

    private void run(long most, EventConsumer outputs, Reading reading) {
        Backtest stages = line.apply(outputs);
        long[] read = {0};
        try (Inputs opened = inputs.get()) {
            EventConsumer first = (DirectBuffer buffer, int offset, int length) -> {
                if (read[0] < most) {
                    stages.onEvent(buffer, offset, length);
                    reading.onInput(++read[0]);
                }
            };
            int polled;
            do {
                polled = opened.poll(first);
            } while (polled > 0 && read[0] < most);
        }
    }

    /** The outputs of the whole run, and how many there were at the end of each prefix. */
    private static final class Whole implements EventConsumer {
        private final OutputHashes hashes = new OutputHashes();
        private final long[] prefixes;
        private final long[] counts;

        Whole(long[] prefixes) {
            this.prefixes = prefixes;
            counts = new long[prefixes.length];
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            hashes.add(buffer, offset, length);
        }

        void onInput(long read) {
            for (int i = 0; i < prefixes.length; i++) {
                if (prefixes[i] == read) {
                    counts[i] = hashes.count();
                }
            }
        }
    }

    /** The outputs of a prefix, held against those of the whole run. */
    private static final class Prefix implements EventConsumer {
        private final OutputHashes whole;
        private final long wholeCount;
        private final long inputs;
        private long count;
        private String first;

        Prefix(OutputHashes whole, long wholeCount, long inputs) {
            this.whole = whole;
            this.wholeCount = wholeCount;
            this.inputs = inputs;
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            if (first == null && (count >= wholeCount || whole.get(count) != OutputHashes.of(buffer, offset, length))) {
                first = "output " + (count + 1) + ", of input " + EventPrefix.sequence(buffer, offset)
                        + ", is another with the first " + inputs + " inputs alone than with all:\n  "
                        + new EventJson(id -> null).print(buffer, offset);
            }
            count++;
        }

        String difference() {
            if (first == null && count < wholeCount) {
                return "the first " + inputs + " inputs give " + count + " outputs alone, and " + wholeCount
                        + " where others follow";
            }
            return first;
        }
    }
}
