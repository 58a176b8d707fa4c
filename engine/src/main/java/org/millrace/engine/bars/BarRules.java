package org.millrace.engine.bars;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The settings by which an instrument's bars close: those for all instruments, unless it has its own. */
final class BarRules {
    private static final int FIRST = Setting.BARS_GRACE.value();
    private static final int COUNT = Setting.BARS_PROGRESS_INTERVAL.value() - FIRST + 1;

    private final long[] values = new long[COUNT];
    private final long[] exponents = new long[COUNT];
    private long own;

    private long graceNs;
    private long lateWindowNs;
    private long progressIntervalNs;
    private boolean carryForward;

    /** Creates the rules of the shipped configuration. */
    BarRules() {
        values[index(Setting.BARS_GRACE)] = 500_000_000L;
        values[index(Setting.BARS_LATE_WINDOW)] = 60_000_000_000L;
        values[index(Setting.BARS_PROGRESS_INTERVAL)] = 500_000_000L;
        conclude();
    }

    /** Returns whether a setting is one of these. */
    static boolean has(Setting setting) {
        int index = index(setting);
        return index >= 0 && index < COUNT;
    }

    /** Takes over all that is set for all instruments. */
    void inherit(BarRules defaults) {
        for (int i = 0; i < COUNT; i++) {
            inherit(i, defaults.values[i], defaults.exponents[i]);
        }
    }

    /** Takes a value set for all instruments, unless this one has its own. */
    void inherit(Setting setting, long value, int exponent) {
        inherit(index(setting), value, exponent);
    }

    /** Takes a value set for this instrument. */
    void set(Setting setting, long value, int exponent) {
        int index = index(setting);
        own &= ~(1L << index);
        inherit(index, value, exponent);
        own |= 1L << index;
    }

    long graceNs() {
        return graceNs;
    }

    long lateWindowNs() {
        return lateWindowNs;
    }

    long progressIntervalNs() {
        return progressIntervalNs;
    }

    boolean carriesForward() {
        return carryForward;
    }

    /** Returns the value in units of {@code 10^exponent}, the next whole one where it lies between two. */
    BigDecimal mantissa(Setting setting, int exponent) {
        return decimal(setting).scaleByPowerOfTen(-exponent).setScale(0, RoundingMode.CEILING);
    }

    BigDecimal decimal(Setting setting) {
        int index = index(setting);
        return BigDecimal.valueOf(values[index], (int) -exponents[index]);
    }

    void save(SnapshotWriter out) {
        out.putLongs(values, COUNT).putLongs(exponents, COUNT).putLong(own);
    }

    void load(SnapshotReader in) {
        in.getLongs(values, COUNT);
        in.getLongs(exponents, COUNT);
        own = in.getLong();
        conclude();
    }

    private void inherit(int index, long value, long exponent) {
        if ((own & 1L << index) == 0) {
            values[index] = value;
            exponents[index] = exponent;
            conclude();
        }
    }

    private void conclude() {
        graceNs = decimal(Setting.BARS_GRACE).longValue();
        lateWindowNs = decimal(Setting.BARS_LATE_WINDOW).longValue();
        progressIntervalNs = decimal(Setting.BARS_PROGRESS_INTERVAL).longValue();
        carryForward = decimal(Setting.BARS_CARRY_FORWARD).signum() > 0;
    }

    private static int index(Setting setting) {
        return setting.value() - FIRST;
    }
}
