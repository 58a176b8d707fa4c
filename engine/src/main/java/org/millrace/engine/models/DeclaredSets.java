package org.millrace.engine.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Which feature sets there are, by what is declared of them: all features of a set are a run. */
public final class DeclaredSets {
    private final Map<Integer, Declared> sets = new TreeMap<>();
    private final List<String> run = new ArrayList<>();

    /** A set; bit n of timeframes: it is computed of the bars of the n-th. */
    private record Declared(int version, int timeframes, List<String> features) {}

    /** Takes the next message of a run; tells whether the run is whole, and sets may have changed. */
    public boolean add(FeatureDefinitionDecoder definition, int flags) {
        if ((flags & EventPrefix.FIRST) != 0) {
            run.clear();
        }
        String feature = definition.feature();
        if (!feature.isEmpty()) {
            run.add(feature);
        }
        if ((flags & EventPrefix.LAST) == 0) {
            return false;
        }
        if (run.isEmpty()) {
            sets.remove(definition.setId());
        } else {
            Declared set = new Declared(definition.setVersion(), definition.timeframes(), List.copyOf(run));
            sets.put(definition.setId(), set);
        }
        run.clear();
        return true;
    }

    /** Tells whether a model gets what it wants: its set, of its version, for its timeframe. */
    public boolean has(ModelTerms terms) {
        Declared set = sets.get(terms.features().setId());
        int timeframe = Timeframes.indexOf(terms.timeframe());
        return set != null
                && set.version == terms.features().version()
                && timeframe != Timeframes.UNKNOWN
                && (set.timeframes >> timeframe & 1) != 0
                && set.features.equals(terms.features().names());
    }

    void save(SnapshotWriter out) {
        saveTexts(run, out);
        out.putInt(sets.size());
        sets.forEach((id, set) -> {
            out.putInt(id).putInt(set.version).putInt(set.timeframes);
            saveTexts(set.features, out);
        });
    }

    void load(SnapshotReader in) {
        run.clear();
        run.addAll(loadTexts(in));
        sets.clear();
        for (int left = in.getInt(); left > 0; left--) {
            sets.put(in.getInt(), new Declared(in.getInt(), in.getInt(), loadTexts(in)));
        }
    }

    private static void saveTexts(List<String> texts, SnapshotWriter out) {
        out.putInt(texts.size());
        texts.forEach(text -> Texts.save(text, out));
    }

    private static List<String> loadTexts(SnapshotReader in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            texts.add(Texts.load(in));
        }
        return texts;
    }
}
