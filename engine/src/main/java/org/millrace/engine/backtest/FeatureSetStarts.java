package org.millrace.engine.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.engine.features.FeatureDefinitions;
import org.millrace.engine.features.FeatureSetSettings;

/**
 * Feature sets that take the place of a journal's own, from its first event on; one with a benchmark from the definition of
 * that on. Without any, the journal's own stay.
 */
public final class FeatureSetStarts {
    private final FeatureDefinitions definitions = new FeatureDefinitions();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[FeatureDefinitions.LENGTH]);
    private final List<FeatureSetSettings> waiting;
    private final boolean asRecorded;

    public FeatureSetStarts(List<FeatureSetSettings> sets) {
        waiting = new ArrayList<>(sets);
        asRecorded = sets.isEmpty();
    }

    /** Tells whether an input of the journal is to be left out. */
    public boolean replaces(int templateId) {
        return !asRecorded && templateId == FeatureDefinitionDecoder.TEMPLATE_ID;
    }

    /**
     * Declares what is due right behind an input that the line has taken.
     *
     * @param instruments knows what the journal has defined, this input included
     */
    public void startDue(EventConsumer line, DirectBuffer behind, int offset, IntFunction<Instrument> instruments) {
        if (waiting.isEmpty()) {
            return;
        }
        declare("", 0, line, behind, offset);
        if (EventPrefix.templateId(behind, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            Instrument defined = instruments.apply(EventPrefix.instrumentId(behind, offset));
            declare(InstrumentName.of(defined), defined.id(), line, behind, offset);
        }
    }

    /**
     * Makes sure that every set was declared.
     *
     * @param names of the instruments that the journal defines
     * @throws IllegalArgumentException if the benchmark of one is not among them
     */
    public void requireAllDeclared(List<String> names) {
        for (FeatureSetSettings set : waiting) {
            throw new IllegalArgumentException("features.sets.benchmark of set " + set.name() + ": " + set.benchmark()
                    + ", but the journal has only " + names);
        }
    }

    private void declare(String benchmark, int benchmarkId, EventConsumer line, DirectBuffer behind, int offset) {
        for (FeatureSetSettings set : List.copyOf(waiting)) {
            if (set.benchmark().equals(benchmark)) {
                for (int i = 0; i < set.features().size(); i++) {
                    definitions.encode(set, benchmarkId, i, EventPrefix.eventTime(behind, offset), message);
                    EventPrefix.sequence(message, 0, EventPrefix.sequence(behind, offset));
                    line.onEvent(message, 0, FeatureDefinitions.LENGTH);
                }
                waiting.remove(set);
            }
        }
    }
}
