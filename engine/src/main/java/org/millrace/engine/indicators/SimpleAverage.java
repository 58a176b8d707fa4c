package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Mean of the last {@code period} values: TA-Lib's SMA. */
public final class SimpleAverage {
    private final double[] window;
    private int index;
    private long count;
    private double sum;

    public SimpleAverage(int period) {
        window = new double[period];
    }

    /** Takes the next value; returns NaN until there are enough. */
    public double update(double value) {
        sum += value - window[index];
        window[index] = value;
        count++;
        if (++index == window.length) {
            index = 0;
            renew();
        }
        return count < window.length ? Double.NaN : sum / window.length;
    }

    public void save(SnapshotWriter out) {
        out.putDoubles(window, window.length).putInt(index).putLong(count).putDouble(sum);
    }

    public void load(SnapshotReader in) {
        in.getDoubles(window, window.length);
        index = in.getInt();
        count = in.getLong();
        sum = in.getDouble();
    }

    private void renew() {
        double fresh = 0;
        for (double value : window) {
            fresh += value;
        }
        sum = fresh;
    }
}
