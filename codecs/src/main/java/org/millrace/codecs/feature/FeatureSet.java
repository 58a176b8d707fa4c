package org.millrace.codecs.feature;

import java.util.List;

/**
 * A declared feature set of one version.
 *
 * @param id          as events have it
 * @param version     from 1; other features or windows are another version
 * @param name        by which people know it
 * @param benchmarkId instrument that correlations are with; 0 = none
 * @param timeframes  bit n: closed bars of the n-th timeframe from 1s on
 * @param features    names of the values, in their order
 */
public record FeatureSet(int id, int version, String name, int benchmarkId, int timeframes, List<String> features) {
    public FeatureSet {
        features = List.copyOf(features);
    }
}
