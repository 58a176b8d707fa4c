package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Exponential average with a factor of 2 / (span + 1), beginning with the first value. */
final class Ema {
    private final double factor;
    private double value;
    private boolean started;

    Ema(int span) {
        factor = 2.0 / (span + 1);
    }

    double update(double next) {
        value = started ? factor * next + (1 - factor) * value : next;
        started = true;
        return value;
    }

    double value() {
        return value;
    }

    void save(SnapshotWriter out) {
        out.putDouble(value).putBoolean(started);
    }

    void load(SnapshotReader in) {
        value = in.getDouble();
        started = in.getBoolean();
    }
}
