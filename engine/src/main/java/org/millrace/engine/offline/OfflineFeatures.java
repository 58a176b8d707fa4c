package org.millrace.engine.offline;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.features.FeatureDefinitions;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.instruments.InstrumentDirectory;
import org.millrace.engine.line.StandardLine;

/**
 * Runs the inputs of a journal through the stages that the live line has, up to the features: the values are those that
 * were published, bit for bit. Sets that are given take the place of the journal's own, from its first event on; one with
 * a benchmark from the definition of that on.
 */
public final class OfflineFeatures implements EventConsumer {
    private final InstrumentDirectory instruments = new InstrumentDirectory();
    private final FeatureDefinitions definitions = new FeatureDefinitions();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[FeatureDefinitions.LENGTH]);
    private final List<String> names = new ArrayList<>();
    private final List<FeatureSetSettings> waiting;
    private final boolean asRecorded;
    private final Stage line;
    private long count;

    /**
     * Prepares a run.
     *
     * @param sets to be computed; none: those of the journal
     * @param end  takes all that the stages put out
     */
    public OfflineFeatures(List<FeatureSetSettings> sets, EventConsumer end) {
        waiting = new ArrayList<>(sets);
        asRecorded = sets.isEmpty();
        line = StandardLine.upToFeatures(end);
    }

    /** Reads some events; returns how many, 0 at the end. */
    public int read(Inputs inputs) {
        return inputs.poll(this);
    }

    /** Returns how many events the stages were given. */
    public long count() {
        return count;
    }

    /**
     * Tells whether every set was computed.
     *
     * @throws IllegalArgumentException if the journal does not define the benchmark of one
     */
    public void requireAllDeclared() {
        for (FeatureSetSettings set : waiting) {
            throw new IllegalArgumentException("features.sets.benchmark of set " + set.name() + ": " + set.benchmark()
                    + ", but the journal has only " + names);
        }
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int template = EventPrefix.templateId(buffer, offset);
        if (template == FeatureDefinitionDecoder.TEMPLATE_ID && !asRecorded) {
            return;
        }
        line.onEvent(buffer, offset, length);
        count++;
        if (!waiting.isEmpty()) {
            declare("", 0, buffer, offset);
        }
        if (template == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            instruments.onEvent(buffer, offset, length);
            Instrument defined = instruments.apply(EventPrefix.instrumentId(buffer, offset));
            names.add(InstrumentName.of(defined));
            declare(InstrumentName.of(defined), defined.id(), buffer, offset);
        }
    }

    /** Declares what waits for a benchmark, right behind an input. */
    private void declare(String benchmark, int benchmarkId, DirectBuffer cause, int offset) {
        for (FeatureSetSettings set : List.copyOf(waiting)) {
            if (set.benchmark().equals(benchmark)) {
                for (int i = 0; i < set.features().size(); i++) {
                    definitions.encode(set, benchmarkId, i, EventPrefix.eventTime(cause, offset), message);
                    EventPrefix.sequence(message, 0, EventPrefix.sequence(cause, offset));
                    line.onEvent(message, 0, FeatureDefinitions.LENGTH);
                }
                waiting.remove(set);
            }
        }
    }
}
