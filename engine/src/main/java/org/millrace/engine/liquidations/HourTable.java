package org.millrace.engine.liquidations;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What the provider said of an asset's hours, those that counted too: seven years of them, of which the newer takes the
 * place of the older. Hours are numbered since the epoch; a value that is not known is NaN.
 */
final class HourTable {
    static final int NONE = 0;

    private static final int CAPACITY = 1 << 16;
    private static final int MASK = CAPACITY - 1;
    private static final int WIDTH = 4;

    private final int[] hours = new int[CAPACITY];
    private final double[] values = new double[WIDTH * CAPACITY];
    private final short[] flags = new short[CAPACITY];
    private int newestPrice = NONE;

    /** Returns what was said of an hour, NaN: nothing. */
    double get(int hour, HourlyMetric metric) {
        int slot = hour & MASK;
        return hours[slot] == hour ? values[WIDTH * slot + metric.place()] : Double.NaN;
    }

    /** Keeps a value with the quality bits it came with; false: the hour is too old to be kept. */
    boolean put(int hour, HourlyMetric metric, double value, int quality) {
        int slot = hour & MASK;
        if (hours[slot] > hour) {
            return false;
        }
        if (hours[slot] < hour) {
            hours[slot] = hour;
            flags[slot] = 0;
            Arrays.fill(values, WIDTH * slot, WIDTH * (slot + 1), Double.NaN);
        }
        values[WIDTH * slot + metric.place()] = value;
        flags[slot] |= (short) quality;
        if (metric == HourlyMetric.PRICE) {
            newestPrice = Math.max(newestPrice, hour);
        }
        return true;
    }

    /** Returns the quality bits of all that was said of an hour. */
    int flags(int hour) {
        int slot = hour & MASK;
        return hours[slot] == hour ? flags[slot] & 0xFFFF : 0;
    }

    /** Returns whether an hour can be the first: price and both sides are known. */
    boolean canBegin(int hour) {
        return !Double.isNaN(get(hour, HourlyMetric.PRICE))
                && !Double.isNaN(get(hour, HourlyMetric.LONGS))
                && !Double.isNaN(get(hour, HourlyMetric.SHORTS));
    }

    /** Returns whether nothing is missing of an hour. */
    boolean isWhole(int hour) {
        return canBegin(hour) && !Double.isNaN(get(hour, HourlyMetric.LONG_DOMINANCE));
    }

    /** Returns the newest hour whose price is known, or {@link #NONE}. */
    int newestPrice() {
        return newestPrice;
    }

    /** Returns the oldest hour that can be the first, or {@link #NONE}. */
    int oldestBeginning() {
        int oldest = NONE;
        for (int hour : hours) {
            if (hour != NONE && (oldest == NONE || hour < oldest) && canBegin(hour)) {
                oldest = hour;
            }
        }
        return oldest;
    }

    /** Forgets what was said of both sides. */
    void forgetVolumes() {
        for (int slot = 0; slot < CAPACITY; slot++) {
            values[WIDTH * slot + HourlyMetric.LONGS.place()] = Double.NaN;
            values[WIDTH * slot + HourlyMetric.SHORTS.place()] = Double.NaN;
        }
    }

    void save(SnapshotWriter out) {
        int count = 0;
        for (int hour : hours) {
            count += hour == NONE ? 0 : 1;
        }
        out.putInt(newestPrice).putInt(count);
        for (int slot = 0; slot < CAPACITY; slot++) {
            if (hours[slot] != NONE) {
                out.putInt(hours[slot]).putInt(flags[slot]);
                for (int i = WIDTH * slot; i < WIDTH * (slot + 1); i++) {
                    out.putDouble(values[i]);
                }
            }
        }
    }

    void load(SnapshotReader in) {
        newestPrice = in.getInt();
        int count = in.getInt();
        for (int n = 0; n < count; n++) {
            int hour = in.getInt();
            int slot = hour & MASK;
            hours[slot] = hour;
            flags[slot] = (short) in.getInt();
            for (int i = WIDTH * slot; i < WIDTH * (slot + 1); i++) {
                values[i] = in.getDouble();
            }
        }
    }
}
