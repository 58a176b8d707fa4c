package org.millrace.engine.liquidations.features;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The newest values of a series, kept in ascending order too, so that quantiles cost a look-up. */
final class SortedWindow {
    /** A year of hours. */
    static final int CAPACITY = 8_760;

    private final double[] ring = new double[CAPACITY];
    private final double[] sorted = new double[CAPACITY];
    private int next;
    private int size;

    /** Takes a value; the oldest leaves a full window. */
    void add(double value) {
        if (size < CAPACITY) {
            int at = countBelow(value);
            System.arraycopy(sorted, at, sorted, at + 1, size - at);
            sorted[at] = value;
            size++;
        } else {
            replace(ring[next], value);
        }
        ring[next] = value;
        next = next + 1 == CAPACITY ? 0 : next + 1;
    }

    int size() {
        return size;
    }

    /** Returns the values in ascending order, {@link #size()} of them; not to be written to. */
    double[] sorted() {
        return sorted;
    }

    /** Returns the quantile, linear between neighbours (Hyndman and Fan, type 7); the window must hold a value. */
    double quantile(double of) {
        double place = (size - 1) * of;
        int below = (int) place;
        int above = Math.min(below + 1, size - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }

    void save(SnapshotWriter out) {
        out.putInt(next).putInt(size).putDoubles(ring, size);
    }

    void load(SnapshotReader in) {
        next = in.getInt();
        size = in.getInt();
        in.getDoubles(ring, size);
        System.arraycopy(ring, 0, sorted, 0, size);
        Arrays.sort(sorted, 0, size);
    }

    /** Moves what lies between the place of a value that goes and that of one that comes. */
    private void replace(double old, double value) {
        int from = countBelow(old);
        int to = countBelow(value);
        if (to > from) {
            to--; // the old value was counted
            System.arraycopy(sorted, from + 1, sorted, from, to - from);
        } else {
            System.arraycopy(sorted, to, sorted, to + 1, from - to);
        }
        sorted[to] = value;
    }

    private int countBelow(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
