package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.codecs.sbe.InstrumentDefinitionDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.instruments.InstrumentDirectory;

/** Finds out what a journal of inputs has: its instruments, and the feature sets that were declared. */
public final class JournalScan implements EventConsumer {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeatureDefinitionDecoder definition = new FeatureDefinitionDecoder();
    private final InstrumentDirectory directory = new InstrumentDirectory();
    private final List<Instrument> instruments = new ArrayList<>();
    private final Map<String, FeatureSetSettings> sets = new LinkedHashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final List<String> run = new ArrayList<>();

    private JournalScan() {}

    /** Reads inputs to their end. */
    public static JournalScan of(Inputs inputs) {
        JournalScan scan = new JournalScan();
        int events;
        do {
            events = inputs.poll(scan);
        } while (events > 0);
        return scan;
    }

    /** Returns all instruments that are defined, in the order in which they were. */
    public List<Instrument> instruments() {
        return instruments;
    }

    /** Returns each version of each set that was declared. */
    public Collection<FeatureSetSettings> sets() {
        return sets.values();
    }

    /** Tells whether a set was declared with other features or another benchmark under the same version. */
    public boolean isAmbiguous(FeatureSetSettings set) {
        return ambiguous.contains(key(set));
    }

    /** Returns the instrument of a name, with the venue's or without; null: there is none. */
    public Instrument find(String name) {
        for (Instrument each : instruments) {
            if (name.equals(each.name()) || name.equals(InstrumentName.of(each))) {
                return each;
            }
        }
        return null;
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        switch (EventPrefix.templateId(buffer, offset)) {
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onInstrument(buffer, offset, length);
            case FeatureDefinitionDecoder.TEMPLATE_ID -> onFeature(buffer, offset);
            default -> {}
        }
    }

    private void onInstrument(DirectBuffer buffer, int offset, int length) {
        int id = EventPrefix.instrumentId(buffer, offset);
        boolean isNew = directory.apply(id) == null;
        directory.onEvent(buffer, offset, length);
        if (isNew) {
            instruments.add(directory.apply(id));
        }
    }

    private void onFeature(DirectBuffer buffer, int offset) {
        int flags = EventPrefix.flags(buffer, offset);
        definition.wrapAndApplyHeader(buffer, offset, header);
        if ((flags & EventPrefix.FIRST) != 0) {
            run.clear();
        }
        String feature = definition.feature();
        if (!feature.isEmpty()) {
            run.add(feature);
        }
        if ((flags & EventPrefix.LAST) != 0 && !run.isEmpty()) {
            Instrument benchmark = directory.apply(definition.benchmarkId());
            FeatureSetSettings set = new FeatureSetSettings(
                    definition.setId(),
                    definition.setName(),
                    definition.setVersion(),
                    timeframes(definition.timeframes()),
                    benchmark == null ? "" : InstrumentName.of(benchmark),
                    run);
            FeatureSetSettings before = sets.put(key(set), set);
            if (before != null && !isSame(before, set)) {
                ambiguous.add(key(set));
            }
        }
    }

    private static String key(FeatureSetSettings set) {
        return set.name() + ':' + set.version();
    }

    private static boolean isSame(FeatureSetSettings one, FeatureSetSettings other) {
        return one.features().equals(other.features()) && one.benchmark().equals(other.benchmark());
    }

    private static List<String> timeframes(int bits) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Timeframes.COUNT; i++) {
            if ((bits >> i & 1) != 0) {
                names.add(Timeframes.names().get(i));
            }
        }
        return names;
    }
}
