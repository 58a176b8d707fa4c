package org.millrace.engine.models;

import org.millrace.codecs.sbe.FeaturesDecoder;

/** Puts the values of a feature set together that come as a run of messages, one right behind the other. */
final class FeatureRun {
    private final double[] values = new double[WantedFeatures.MOST];
    private int count;

    /** Takes the next message of a run; what begins amid a set, or is longer than any set, counts for nothing. */
    void add(FeaturesDecoder features) {
        int first = features.firstIndex();
        if (first == 0) {
            count = 0;
        }
        FeaturesDecoder.ValuesDecoder group = features.values();
        if (first != count || count + group.count() > values.length) {
            count = 0;
            return;
        }
        while (group.hasNext()) {
            values[count++] = group.next().value();
        }
    }

    /** Returns how many values there are by now. */
    int count() {
        return count;
    }

    /** Returns the values; those behind {@link #count} mean nothing. */
    double[] values() {
        return values;
    }
}
