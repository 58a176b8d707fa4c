package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** TA-Lib's RSI(14): 0 where the price as good as never moved. */
final class RelativeStrength {
    private static final int PERIOD = 14;
    /** TA-Lib's idea of zero, also where prices are as small as that. */
    private static final double ZERO = 1e-8;

    private final WilderAverage gain = new WilderAverage(PERIOD);
    private final WilderAverage loss = new WilderAverage(PERIOD);
    private double previousClose = Double.NaN;

    /** Takes the next close; returns NaN until there are 15. */
    double update(double close) {
        double change = close - previousClose;
        previousClose = close;
        if (Double.isNaN(change)) {
            return Double.NaN;
        }
        double up = gain.update(Math.max(change, 0));
        double both = up + loss.update(Math.max(-change, 0));
        if (Double.isNaN(both)) {
            return Double.NaN;
        }
        return both < ZERO ? 0 : 100 * (up / both);
    }

    void save(SnapshotWriter out) {
        gain.save(out);
        loss.save(out);
        out.putDouble(previousClose);
    }

    void load(SnapshotReader in) {
        gain.load(in);
        loss.load(in);
        previousClose = in.getDouble();
    }
}
