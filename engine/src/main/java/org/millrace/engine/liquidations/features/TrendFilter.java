package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The slow part of a series by {@link Coif3}: the last value of the trend of the newest {@value Coif3#WINDOW} values, the
 * present one included. Fewer are taken by multiples of {@value Coif3#STEP}; of less than one the value itself is given.
 */
final class TrendFilter {
    private static final double[][] WEIGHTS = new double[Coif3.WINDOW / Coif3.STEP][];

    static {
        for (int i = 0; i < WEIGHTS.length; i++) {
            WEIGHTS[i] = Coif3.weights((i + 1) * Coif3.STEP);
        }
    }

    private final double[] values = new double[Coif3.WINDOW];
    private int newest = -1;
    private long count;

    double update(double value) {
        newest = newest + 1 == values.length ? 0 : newest + 1;
        values[newest] = value;
        count++;
        if (count < Coif3.STEP) {
            return value;
        }
        return sum(WEIGHTS[(int) Math.min(count / Coif3.STEP, WEIGHTS.length) - 1]);
    }

    void save(SnapshotWriter out) {
        out.putDoubles(values, values.length).putInt(newest).putLong(count);
    }

    void load(SnapshotReader in) {
        in.getDoubles(values, values.length);
        newest = in.getInt();
        count = in.getLong();
    }

    private double sum(double[] weights) {
        double sum = 0;
        int here = Math.min(weights.length, newest + 1);
        for (int lag = 0; lag < here; lag++) {
            sum += weights[lag] * values[newest - lag];
        }
        int end = newest + values.length;
        for (int lag = here; lag < weights.length; lag++) {
            sum += weights[lag] * values[end - lag];
        }
        return sum;
    }
}
