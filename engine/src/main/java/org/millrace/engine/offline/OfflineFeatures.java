package org.millrace.engine.offline;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.engine.backtest.FeatureSetStarts;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.conveyor.Stage;
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
    private final List<String> names = new ArrayList<>();
    private final FeatureSetStarts sets;
    private final Stage line;
    private long count;

    /**
     * Prepares a run.
     *
     * @param sets to be computed; none: those of the journal
     * @param end  takes all that the stages put out
     */
    public OfflineFeatures(List<FeatureSetSettings> sets, EventConsumer end) {
        this.sets = new FeatureSetStarts(sets);
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
        sets.requireAllDeclared(names);
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        int template = EventPrefix.templateId(buffer, offset);
        if (sets.replaces(template)) {
            return;
        }
        line.onEvent(buffer, offset, length);
        count++;
        if (template == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            instruments.onEvent(buffer, offset, length);
            names.add(InstrumentName.of(instruments.apply(EventPrefix.instrumentId(buffer, offset))));
        }
        sets.startDue(line, buffer, offset, instruments);
    }
}
