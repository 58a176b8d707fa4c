package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Mean of the last {@code period} values with weights 1, 2, … up to the newest: TA-Lib's WMA. */
final class WeightedAverage {
    private final double[] window;
    private final double divider;
    private int index;
    private long count;
    private double sum;
    private double weighted;

    WeightedAverage(int period) {
        window = new double[period];
        divider = period * (period + 1) / 2.0;
    }

    /** Takes the next value; returns NaN until there are enough. */
    double update(double value) {
        weighted += window.length * value - sum;
        sum += value - window[index];
        window[index] = value;
        count++;
        if (++index == window.length) {
            index = 0;
            renew();
        }
        return count < window.length ? Double.NaN : weighted / divider;
    }

    void save(SnapshotWriter out) {
        out.putDoubles(window, window.length).putInt(index).putLong(count);
        out.putDouble(sum).putDouble(weighted);
    }

    void load(SnapshotReader in) {
        in.getDoubles(window, window.length);
        index = in.getInt();
        count = in.getLong();
        sum = in.getDouble();
        weighted = in.getDouble();
    }

    /** Called when the oldest value is at index 0. */
    private void renew() {
        double freshSum = 0;
        double freshWeighted = 0;
        for (int i = 0; i < window.length; i++) {
            freshSum += window[i];
            freshWeighted += (i + 1) * window[i];
        }
        sum = freshSum;
        weighted = freshWeighted;
    }
}
