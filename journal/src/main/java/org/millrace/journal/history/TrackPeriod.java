package org.millrace.journal.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a version of a model said over a period, and what came of it.
 *
 * @param startNs of the period, UTC ns
 * @param sums    of each measure
 */
public record TrackPeriod(long startNs, Map<TrackMeasure, Double> sums) {
    public TrackPeriod {
        sums = Map.copyOf(sums);
    }

    /** Returns what a measure adds up to; 0: nothing. */
    public double sum(TrackMeasure measure) {
        return sums.getOrDefault(measure, 0.0);
    }

    /** Returns a measure by the count of another; NaN: there is none. */
    public double mean(TrackMeasure measure, TrackMeasure count) {
        return sum(count) == 0 ? Double.NaN : sum(measure) / sum(count);
    }

    /** Returns periods as one. */
    public static TrackPeriod total(long startNs, List<TrackPeriod> periods) {
        Map<TrackMeasure, Double> sums = new EnumMap<>(TrackMeasure.class);
        for (TrackPeriod period : periods) {
            period.sums.forEach((measure, sum) -> sums.merge(measure, sum, Double::sum));
        }
        return new TrackPeriod(startNs, sums);
    }
}
