package org.millrace.engine.quality;

import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What an instrument is judged by: the values for all instruments, and over them its own. Counts and nanoseconds are
 * whole numbers far below 2^53, so a double holds them exactly.
 */
final class Thresholds {
    private static final int FIRST = Setting.QUALITY_WINDOW.value();
    private static final int COUNT = Setting.QUALITY_SCORE_INTERVAL.value() - FIRST + 1;
    private static final double[] DEFAULTS = {100, 3, 0.1, 60e9, 100, 20, 5e9, 1e9};

    private final double[] values = DEFAULTS.clone();
    private int own;

    /** Returns whether Quality reads a setting. */
    static boolean knows(Setting setting) {
        int index = setting.value() - FIRST;
        return setting != Setting.NULL_VAL && index >= 0 && index < COUNT;
    }

    /** Sets a value for all instruments: kept unless the instrument has its own. */
    void setForAll(Setting setting, double value) {
        int index = setting.value() - FIRST;
        if ((own & 1 << index) == 0) {
            values[index] = value;
        }
    }

    /** Sets the instrument's own value. */
    void setOwn(Setting setting, double value) {
        int index = setting.value() - FIRST;
        own |= 1 << index;
        values[index] = value;
    }

    /** Takes over the values for all instruments. */
    void inherit(Thresholds forAll) {
        System.arraycopy(forAll.values, 0, values, 0, COUNT);
    }

    int window() {
        return Math.max(2, (int) values[0]);
    }

    double zScore() {
        return values[1];
    }

    double move() {
        return values[2];
    }

    long ageNs() {
        return (long) values[3];
    }

    double volumeRatio() {
        return values[4];
    }

    int verdictTrades() {
        return (int) values[5];
    }

    long verdictNs() {
        return (long) values[6];
    }

    long scoreIntervalNs() {
        return (long) values[7];
    }

    void save(SnapshotWriter out) {
        out.putInt(own).putDoubles(values, COUNT);
    }

    void load(SnapshotReader in) {
        own = in.getInt();
        in.getDoubles(values, COUNT);
    }
}
