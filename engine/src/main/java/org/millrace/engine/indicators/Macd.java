package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * TA-Lib's MACD(12, 26, 9). Its fast average is seeded so late that both averages begin at the same bar; nothing is
 * given out before the signal is there.
 */
final class Macd {
    private static final int FAST = 12;
    private static final int SLOW = 26;
    private static final int SIGNAL = 9;

    private final ExponentialAverage fast = new ExponentialAverage(FAST, SLOW - FAST);
    private final ExponentialAverage slow = new ExponentialAverage(SLOW);
    private final ExponentialAverage average = new ExponentialAverage(SIGNAL);
    private double macd = Double.NaN;
    private double signal = Double.NaN;

    void update(double close) {
        double difference = fast.update(close) - slow.update(close);
        if (!Double.isNaN(difference)) {
            signal = average.update(difference);
            macd = Double.isNaN(signal) ? Double.NaN : difference;
        }
    }

    double macd() {
        return macd;
    }

    double signal() {
        return signal;
    }

    double histogram() {
        return macd - signal;
    }

    void save(SnapshotWriter out) {
        fast.save(out);
        slow.save(out);
        average.save(out);
        out.putDouble(macd).putDouble(signal);
    }

    void load(SnapshotReader in) {
        fast.load(in);
        slow.load(in);
        average.load(in);
        macd = in.getDouble();
        signal = in.getDouble();
    }
}
