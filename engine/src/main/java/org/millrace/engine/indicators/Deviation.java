package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Population standard deviation of the last {@code period} values, as TA-Lib's STDDEV, but from squares of distances to
 * the mean (B. P. Welford, Technometrics 4, 1962, for a window): squares of prices would lose the digits.
 */
final class Deviation {
    /** TA-Lib takes a variance below this for none, also where prices are as small as that. */
    private static final double ZERO = 1e-8;

    private final double[] window;
    private int index;
    private long count;
    private double mean;
    private double squares;

    Deviation(int period) {
        window = new double[period];
    }

    /** Takes the next value; returns NaN until there are enough. */
    double update(double value) {
        count++;
        if (count > window.length) {
            slide(value, window[index]);
        }
        window[index] = value;
        if (++index == window.length) {
            index = 0;
            renew();
        }
        return count < window.length ? Double.NaN : deviation(squares / window.length);
    }

    void save(SnapshotWriter out) {
        out.putDoubles(window, window.length).putInt(index).putLong(count);
        out.putDouble(mean).putDouble(squares);
    }

    void load(SnapshotReader in) {
        in.getDoubles(window, window.length);
        index = in.getInt();
        count = in.getLong();
        mean = in.getDouble();
        squares = in.getDouble();
    }

    private void slide(double value, double oldest) {
        double before = mean;
        mean += (value - oldest) / window.length;
        squares += (value - oldest) * (value - mean + oldest - before);
    }

    private void renew() {
        double sum = 0;
        for (double value : window) {
            sum += value;
        }
        mean = sum / window.length;
        squares = 0;
        for (double value : window) {
            squares += (value - mean) * (value - mean);
        }
    }

    private static double deviation(double variance) {
        return variance < ZERO ? 0 : Math.sqrt(variance);
    }
}
