package org.millrace.engine.alerts;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * How far a price has moved within a window that slides with it: from the lowest and from the highest price in it. The
 * window is kept in {@value #PARTS} parts, each with its own extremes, so that it is exact to one part.
 */
final class PriceMoves {
    private static final int PARTS = 60;
    private static final double PERCENT = 100;

    private final double[] lowest = new double[PARTS];
    private final double[] highest = new double[PARTS];
    private final long partNs;
    private long part = Long.MIN_VALUE;
    private double rise = Double.NaN;
    private double fall = Double.NaN;

    PriceMoves(long windowNs) {
        partNs = Math.max(1, windowNs / PARTS);
        Arrays.fill(lowest, Double.NaN);
        Arrays.fill(highest, Double.NaN);
    }

    /** Takes a price of a time; of one that lies behind, as if it came at the newest. */
    void add(double price, long timeNs) {
        slideTo(Math.max(part, Math.floorDiv(timeNs, partNs)));
        int index = Math.floorMod(part, PARTS);
        lowest[index] = Double.isNaN(lowest[index]) ? price : Math.min(lowest[index], price);
        highest[index] = Double.isNaN(highest[index]) ? price : Math.max(highest[index], price);
        double low = price;
        double high = price;
        for (int i = 0; i < PARTS; i++) {
            if (!Double.isNaN(lowest[i])) {
                low = Math.min(low, lowest[i]);
                high = Math.max(high, highest[i]);
            }
        }
        rise = (price / low - 1) * PERCENT;
        fall = (price / high - 1) * PERCENT;
    }

    /** Returns by how many percent the newest price lies above the lowest; NaN: there was none. */
    double rise() {
        return rise;
    }

    /** Returns by how many percent, below 0, the newest price lies below the highest; NaN: there was none. */
    double fall() {
        return fall;
    }

    void save(SnapshotWriter out) {
        out.putDoubles(lowest, PARTS).putDoubles(highest, PARTS);
        out.putLong(part).putDouble(rise).putDouble(fall);
    }

    void load(SnapshotReader in) {
        in.getDoubles(lowest, PARTS);
        in.getDoubles(highest, PARTS);
        part = in.getLong();
        rise = in.getDouble();
        fall = in.getDouble();
    }

    private void slideTo(long newPart) {
        if (newPart == part) {
            return;
        }
        long passed = part == Long.MIN_VALUE ? PARTS : Math.min(PARTS, newPart - part);
        for (long i = newPart - passed + 1; i <= newPart; i++) {
            lowest[Math.floorMod(i, PARTS)] = Double.NaN;
            highest[Math.floorMod(i, PARTS)] = Double.NaN;
        }
        part = newPart;
    }
}
