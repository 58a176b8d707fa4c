package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** TA-Lib's STOCH(14, 3 SMA, 3 SMA): 0 where high and low are one. Nothing is given out before D is there. */
final class Stochastic {
    private static final int PERIOD = 14;
    private static final int SMOOTHING = 3;

    private final SlidingExtreme highest = new SlidingExtreme(PERIOD);
    private final SlidingExtreme lowest = new SlidingExtreme(PERIOD);
    private final SimpleAverage slowK = new SimpleAverage(SMOOTHING);
    private final SimpleAverage slowD = new SimpleAverage(SMOOTHING);
    private long count;
    private double k = Double.NaN;
    private double d = Double.NaN;

    void update(double high, double low, double close) {
        double top = highest.update(high, count);
        double bottom = -lowest.update(-low, count);
        if (++count < PERIOD) {
            return;
        }
        double percent = (top - bottom) / 100;
        double smoothed = slowK.update(percent == 0 ? 0 : (close - bottom) / percent);
        if (!Double.isNaN(smoothed)) {
            d = slowD.update(smoothed);
            k = Double.isNaN(d) ? Double.NaN : smoothed;
        }
    }

    double k() {
        return k;
    }

    double d() {
        return d;
    }

    void save(SnapshotWriter out) {
        highest.save(out);
        lowest.save(out);
        slowK.save(out);
        slowD.save(out);
        out.putLong(count).putDouble(k).putDouble(d);
    }

    void load(SnapshotReader in) {
        highest.load(in);
        lowest.load(in);
        slowK.load(in);
        slowD.load(in);
        count = in.getLong();
        k = in.getDouble();
        d = in.getDouble();
    }
}
