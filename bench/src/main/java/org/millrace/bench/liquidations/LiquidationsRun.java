package org.millrace.bench.liquidations;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.millrace.bench.conditions.Conditions;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.LiquidationBinsDecoder;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.engine.liquidations.LiquidationsStage;
import org.millrace.engine.snapshot.SnapshotSink;

/**
 * Measures the stage of liquidations by the time that its thread had a processor: two years of hours from the first on, one
 * hour more with all windows full, with and without clusters fitted anew, and a first start. Beside it the same hour by
 * computing all hours again, whose features must be the same to the byte. Then the whole pipeline, as a user runs it.
 */
public final class LiquidationsRun {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FIRST_START = 9_864;

    private final PastHours hours;
    private final int rounds;

    /** Creates a run over so many hours, so many times. */
    public LiquidationsRun(int hours, int rounds) {
        this.hours = new PastHours(hours);
        this.rounds = rounds;
    }

    /** Runs, and returns Markdown. */
    public String run() throws IOException {
        Conditions before = Conditions.now();
        double[] all = new double[rounds];
        double[] starts = new double[rounds];
        Round last = null;
        for (int i = 0; i < rounds; i++) {
            last = new Round(hours);
            all[i] = last.all();
            starts[i] = firstStart();
        }
        List<PipelineTimes.Taken> whole = new PipelineTimes(hours).run();
        return Conditions.machine() + '\n' + before.until(Conditions.now()) + "\n\n" + table(all, starts, last)
                + "\n| `millrace pipeline run` | takes | features, journals | and the store |\n"
                + "| --- | ---: | ---: | ---: |\n" + row("the hours but one", whole.get(0))
                + row("one more", whole.get(1));
    }

    private String table(double[] all, double[] starts, Round last) {
        int full = Math.min(FIRST_START, hours.count() / 2); // from there on
        String rows = "| what | takes |\n| --- | ---: |\n";
        rows += row("%,d hours, from the first on".formatted(hours.count()), median(all) / 1e6, "ms");
        rows += row("a first start: %,d hours, series by series".formatted(first()), median(starts) / 1e6, "ms");
        rows += row("an hour, windows full", last.median(full, false) / 1e3, "µs");
        rows += row("an hour for which clusters are fitted anew", last.median(full, true) / 1e3, "µs");
        rows += row("the slowest of these hours", last.slowest(full) / 1e3, "µs");
        rows += row("allocated in them", last.allocated(full), "B");
        return rows + row("the last hour by computing all again", median(all) / 1e6, "ms");
    }

    private double firstStart() {
        LiquidationsStage stage = new LiquidationsStage((buffer, offset, length) -> {}, SnapshotSink.NONE);
        long before = THREADS.getCurrentThreadCpuTime();
        hours.sendBySeries(first(), stage);
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private int first() {
        return Math.min(FIRST_START, hours.count());
    }

    private static String row(String what, PipelineTimes.Taken taken) {
        return String.format(
                Locale.ROOT, "| %s | %.2f s | %.3f s | %.3f s |%n", what, taken.all(), taken.features(), taken.store());
    }

    private static String row(String what, double value, String unit) {
        return String.format(Locale.ROOT, "| %s | %,.1f %s |%n", what, value, unit);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** One pass over all hours. */
    private static final class Round implements EventConsumer {
        private final long[] timesNs;
        private final long[] allocated;
        private final boolean[] fitted;
        private int lastHash;
        private int hour;

        Round(PastHours hours) {
            timesNs = new long[hours.count()];
            allocated = new long[hours.count()];
            fitted = new boolean[hours.count()];
            LiquidationsStage stage = new LiquidationsStage(this, SnapshotSink.NONE);
            for (hour = 0; hour < timesNs.length; hour++) {
                long bytes = THREADS.getCurrentThreadAllocatedBytes();
                long before = THREADS.getCurrentThreadCpuTime();
                hours.send(hour, stage);
                timesNs[hour] = THREADS.getCurrentThreadCpuTime() - before;
                allocated[hour] = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            }
            requireSameAgain(hours);
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            switch (EventPrefix.templateId(buffer, offset)) {
                case LiquidationBinsDecoder.TEMPLATE_ID -> fitted[hour] = true;
                case LiquidationFeaturesDecoder.TEMPLATE_ID -> lastHash = hash(buffer, offset, length);
                default -> {}
            }
        }

        double all() {
            return Arrays.stream(timesNs).sum();
        }

        double median(int from, boolean isFitted) {
            long[] chosen = IntStream.range(from, timesNs.length)
                    .filter(i -> fitted[i] == isFitted)
                    .mapToLong(i -> timesNs[i])
                    .sorted()
                    .toArray();
            return chosen.length == 0 ? Double.NaN : chosen[chosen.length / 2];
        }

        double slowest(int from) {
            return Arrays.stream(timesNs, from, timesNs.length).max().orElse(0);
        }

        double allocated(int from) {
            return Arrays.stream(allocated, from, allocated.length).sum();
        }

        /** Computes all hours again, as they come at a first start: their last features must be the same. */
        private void requireSameAgain(PastHours hours) {
            int[] again = new int[1];
            EventConsumer end = (buffer, offset, length) -> {
                if (EventPrefix.templateId(buffer, offset) == LiquidationFeaturesDecoder.TEMPLATE_ID) {
                    again[0] = hash(buffer, offset, length);
                }
            };
            hours.sendBySeries(hours.count(), new LiquidationsStage(end, SnapshotSink.NONE));
            if (again[0] != lastHash) {
                throw new IllegalStateException("computed again, the last hour's features are others");
            }
        }

        private static int hash(DirectBuffer buffer, int offset, int length) {
            int hash = 1;
            for (int i = EventPrefix.LENGTH; i < length; i++) {
                hash = 31 * hash + buffer.getByte(offset + i);
            }
            return hash;
        }
    }
}
