package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * A random walk observed with noise, filtered forwards only (Kalman 1960). It settles at a gain of 0.0247: an average of
 * some 80 hours.
 */
final class KalmanFilter {
    private static final double FIRST_MEAN = 0.49;
    private static final double FIRST_VARIANCE = 50;
    private static final double OBSERVATION_VARIANCE = 80;
    private static final double TRANSITION_VARIANCE = 0.05;

    private double mean = FIRST_MEAN;
    private double variance = FIRST_VARIANCE;
    private double gain;
    private boolean started;

    double update(double observed) {
        double predicted = started ? variance + TRANSITION_VARIANCE : variance;
        started = true;
        gain = predicted / (predicted + OBSERVATION_VARIANCE);
        mean += gain * (observed - mean);
        variance = (1 - gain) * predicted;
        return mean;
    }

    /** Returns the part of the newest deviation that was believed. */
    double gain() {
        return gain;
    }

    double variance() {
        return variance;
    }

    void save(SnapshotWriter out) {
        out.putDouble(mean).putDouble(variance).putDouble(gain).putBoolean(started);
    }

    void load(SnapshotReader in) {
        mean = in.getDouble();
        variance = in.getDouble();
        gain = in.getDouble();
        started = in.getBoolean();
    }
}
