package org.millrace.engine.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.FeatureDefinitionDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Gathers the FeatureDefinitions of a set until it is whole. */
final class DefinitionRun {
    private static final int TEXT_LENGTH = Integer.BYTES + 32;

    private final List<String> features = new ArrayList<>();
    private boolean isWhole;

    /** Takes the next message of a run. */
    void add(FeatureDefinitionDecoder definition, int flags) {
        if ((flags & EventPrefix.FIRST) != 0) {
            features.clear();
        }
        String feature = definition.feature();
        if (!feature.isEmpty()) {
            features.add(feature);
        }
        isWhole = (flags & EventPrefix.LAST) != 0;
    }

    boolean isWhole() {
        return isWhole;
    }

    /** Tells whether the set ends. */
    boolean isEnd() {
        return features.isEmpty();
    }

    /** Returns the set; empty if a version of the program declared it that knows more features than this one. */
    Optional<FeatureSetDefinition> set(FeatureDefinitionDecoder last) {
        List<FeatureName> names = new ArrayList<>();
        for (String feature : features) {
            FeatureName.find(feature).ifPresent(names::add);
        }
        if (names.size() != features.size()) {
            return Optional.empty();
        }
        return Optional.of(new FeatureSetDefinition(
                last.setId(), last.setVersion(), last.setName(), last.benchmarkId(), last.timeframes(), names));
    }

    void save(SnapshotWriter out) {
        out.putInt(features.size());
        features.forEach(feature -> putText(out, feature));
    }

    void load(SnapshotReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            features.add(getText(in));
        }
    }

    static void putText(SnapshotWriter out, String text) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[TEXT_LENGTH]);
        bytes.putInt(0, bytes.putStringWithoutLengthUtf8(Integer.BYTES, text));
        out.putBytes(bytes, 0, TEXT_LENGTH);
    }

    static String getText(SnapshotReader in) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[TEXT_LENGTH]);
        in.getBytes(bytes, 0, TEXT_LENGTH);
        return bytes.getStringWithoutLengthUtf8(Integer.BYTES, bytes.getInt(0));
    }
}
