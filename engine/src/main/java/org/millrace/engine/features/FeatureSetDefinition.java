package org.millrace.engine.features;

import java.util.List;
import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What a set is, as it reached the line.
 *
 * @param benchmarkId instrument that correlations are with; 0: none
 * @param timeframes  bit n: closed bars of the n-th timeframe
 */
record FeatureSetDefinition(
        int id, int version, String name, int benchmarkId, int timeframes, List<FeatureName> features) {
    /** Most features of a set. */
    static final int MAX_FEATURES = 128;

    FeatureSetDefinition {
        features = List.copyOf(features);
    }

    boolean hasTimeframe(int index) {
        return (timeframes >> index & 1) != 0;
    }

    int longestWindow() {
        return features.stream().mapToInt(FeatureName::window).max().orElse(0);
    }

    /** Returns how many bars a value of it rests on at most. */
    int memory() {
        return features.stream()
                .mapToInt(feature -> feature.kind().memory(feature.window()))
                .max()
                .orElse(0);
    }

    /** Tells whether one of its values counts since ever. */
    boolean isCumulative() {
        return features.stream().anyMatch(feature -> feature.kind() == FeatureKind.VOLUME_PRICE_TREND);
    }

    /** Returns the bits of timeframes by their names. */
    static int bits(List<String> names) {
        return names.stream()
                .mapToInt(name -> 1 << Timeframes.names().indexOf(name))
                .reduce(0, (one, other) -> one | other);
    }

    void save(SnapshotWriter out) {
        out.putInt(id).putInt(version).putInt(benchmarkId).putInt(timeframes);
        DefinitionRun.putText(out, name);
        out.putInt(features.size());
        features.forEach(feature -> DefinitionRun.putText(out, feature.text()));
    }

    static FeatureSetDefinition load(SnapshotReader in) {
        int id = in.getInt();
        int version = in.getInt();
        int benchmarkId = in.getInt();
        int timeframes = in.getInt();
        String name = DefinitionRun.getText(in);
        FeatureName[] features = new FeatureName[in.getInt()];
        for (int i = 0; i < features.length; i++) {
            features[i] = FeatureName.find(DefinitionRun.getText(in)).orElseThrow();
        }
        return new FeatureSetDefinition(id, version, name, benchmarkId, timeframes, List.of(features));
    }
}
