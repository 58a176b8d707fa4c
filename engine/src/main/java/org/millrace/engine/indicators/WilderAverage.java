package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Wilder's smoothing, seeded with the mean of the first values (New Concepts in Technical Trading Systems, 1978). */
final class WilderAverage {
    private final int period;
    private int count;
    private double value;

    WilderAverage(int period) {
        this.period = period;
    }

    /** Takes the next value; returns NaN until there are enough. */
    double update(double next) {
        if (count == period) {
            value = (value * (period - 1) + next) / period;
            return value;
        }
        value += next;
        if (++count < period) {
            return Double.NaN;
        }
        value /= period;
        return value;
    }

    void save(SnapshotWriter out) {
        out.putInt(count).putDouble(value);
    }

    void load(SnapshotReader in) {
        count = in.getInt();
        value = in.getDouble();
    }
}
