package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** One series on its way: outliers replaced, trend by wavelet kept within 0 and a bound, filtered by Kalman. */
final class SmoothedSeries {
    private final double upperBound;
    private final OutlierRule outliers = new OutlierRule();
    private final TrendFilter trendFilter = new TrendFilter();
    private final KalmanFilter kalman = new KalmanFilter();
    private double normal;
    private double trend;
    private double filtered;
    private double delta;
    private boolean started;

    /** Creates a series that cannot pass a bound; where the wavelet swings beyond it, or below 0, it is held there. */
    SmoothedSeries(double upperBound) {
        this.upperBound = upperBound;
    }

    void update(double value) {
        double before = filtered;
        normal = outliers.update(value);
        trend = Math.min(upperBound, Math.max(0.0, trendFilter.update(normal)));
        filtered = kalman.update(trend);
        delta = started ? filtered - before : 0;
        started = true;
    }

    double normal() {
        return normal;
    }

    double trend() {
        return trend;
    }

    double filtered() {
        return filtered;
    }

    /** Returns by how much the filtered value moved; 0 at first. */
    double delta() {
        return delta;
    }

    void save(SnapshotWriter out) {
        outliers.save(out);
        trendFilter.save(out);
        kalman.save(out);
        out.putDouble(normal)
                .putDouble(trend)
                .putDouble(filtered)
                .putDouble(delta)
                .putBoolean(started);
    }

    void load(SnapshotReader in) {
        outliers.load(in);
        trendFilter.load(in);
        kalman.load(in);
        normal = in.getDouble();
        trend = in.getDouble();
        filtered = in.getDouble();
        delta = in.getDouble();
        started = in.getBoolean();
    }
}
