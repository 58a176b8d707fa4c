package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** TA-Lib's EMA: {@code k = 2 / (period + 1)}, seeded with the mean of {@code period} values after {@code skipped}. */
final class ExponentialAverage {
    private final int skipped;
    private final int period;
    private final double k;
    private long count;
    private double sum;
    private double value;

    ExponentialAverage(int period) {
        this(period, 0);
    }

    /** Creates an average that does not look at the first values. */
    ExponentialAverage(int period, int skipped) {
        this.period = period;
        this.skipped = skipped;
        this.k = 2.0 / (period + 1);
    }

    /** Takes the next value; returns NaN until there are enough. */
    double update(double next) {
        count++;
        if (count > skipped + period) {
            value = (next - value) * k + value;
            return value;
        }
        return seed(next);
    }

    void save(SnapshotWriter out) {
        out.putLong(count).putDouble(sum).putDouble(value);
    }

    void load(SnapshotReader in) {
        count = in.getLong();
        sum = in.getDouble();
        value = in.getDouble();
    }

    private double seed(double next) {
        if (count <= skipped) {
            return Double.NaN;
        }
        sum += next;
        if (count < skipped + period) {
            return Double.NaN;
        }
        value = sum / period;
        return value;
    }
}
