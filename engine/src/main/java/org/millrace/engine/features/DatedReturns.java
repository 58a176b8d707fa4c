package org.millrace.engine.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The last returns of bars, each with the end of its bar and the bar's flags, oldest first. */
final class DatedReturns {
    /** How many are kept: by so many bars one instrument may be told of behind another. */
    static final int CAPACITY = 64;

    /** No such return. */
    static final long NONE = -1;

    private static final int MASK = CAPACITY - 1;

    private final long[] ends = new long[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private final long[] flags = new long[CAPACITY];
    private long first;
    private long next;

    /** Adds one; of too many the oldest goes. */
    void add(long end, double value, int flags) {
        if (next - first == CAPACITY) {
            first++;
        }
        int at = (int) next++ & MASK;
        ends[at] = end;
        values[at] = value;
        this.flags[at] = flags;
    }

    boolean isEmpty() {
        return first == next;
    }

    /** Returns the place of the oldest. */
    long first() {
        return first;
    }

    void removeFirst() {
        first++;
    }

    /** Returns the end of the newest bar. */
    long newestEnd() {
        return isEmpty() ? Long.MIN_VALUE : ends[(int) (next - 1) & MASK];
    }

    /** Returns the place of the bar that ends then, or {@link #NONE}. */
    long find(long end) {
        for (long place = next - 1; place >= first; place--) {
            if (ends[(int) place & MASK] == end) {
                return place;
            }
        }
        return NONE;
    }

    long end(long place) {
        return ends[(int) place & MASK];
    }

    double value(long place) {
        return values[(int) place & MASK];
    }

    int flags(long place) {
        return (int) flags[(int) place & MASK];
    }

    void clear() {
        first = next;
    }

    void save(SnapshotWriter out) {
        out.putLongs(ends, CAPACITY).putDoubles(values, CAPACITY).putLongs(flags, CAPACITY);
        out.putLong(first).putLong(next);
    }

    void load(SnapshotReader in) {
        in.getLongs(ends, CAPACITY);
        in.getDoubles(values, CAPACITY);
        in.getLongs(flags, CAPACITY);
        first = in.getLong();
        next = in.getLong();
    }
}
