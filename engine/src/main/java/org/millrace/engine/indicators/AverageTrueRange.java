package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** TA-Lib's ATR(14): the first bar has no true range, so it begins with the fifteenth. */
public final class AverageTrueRange {
    private static final int PERIOD = 14;

    private final WilderAverage average = new WilderAverage(PERIOD);
    private double previousClose = Double.NaN;

    /** Takes the next bar; returns NaN until there are 15. */
    public double update(double high, double low, double close) {
        double before = previousClose;
        previousClose = close;
        if (Double.isNaN(before)) {
            return Double.NaN;
        }
        double range = Math.max(high - low, Math.max(Math.abs(before - high), Math.abs(before - low)));
        return average.update(range);
    }

    public void save(SnapshotWriter out) {
        average.save(out);
        out.putDouble(previousClose);
    }

    public void load(SnapshotReader in) {
        average.load(in);
        previousClose = in.getDouble();
    }
}
