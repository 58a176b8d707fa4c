package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** TA-Lib's OBV: begins with the first bar's volume. */
final class OnBalanceVolume {
    private double previousClose = Double.NaN;
    private double value;

    double update(double close, double volume) {
        if (Double.isNaN(previousClose) || close > previousClose) {
            value += volume;
        } else if (close < previousClose) {
            value -= volume;
        }
        previousClose = close;
        return value;
    }

    void save(SnapshotWriter out) {
        out.putDouble(previousClose).putDouble(value);
    }

    void load(SnapshotReader in) {
        previousClose = in.getDouble();
        value = in.getDouble();
    }
}
