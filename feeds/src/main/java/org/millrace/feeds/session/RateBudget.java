package org.millrace.feeds.session;

/** Limits how much is done within any window of time. Not thread-safe. */
public final class RateBudget {
    private static final int SLICES = 16;

    private final long limit;
    private final long sliceNs;
    private final long[] taken = new long[SLICES + 1];
    private long slice;
    private long total;

    /**
     * Makes a budget of which nothing is spent.
     *
     * @param limit    most that may be taken within a window, 1 or more
     * @param windowNs its length, 16 or more
     */
    public RateBudget(long limit, long windowNs) {
        this.limit = limit;
        sliceNs = Math.max(1, windowNs / SLICES);
    }

    /** Takes from the budget, unless that would exceed it. */
    public boolean tryTake(long amount, long nowNs) {
        forget(nowNs);
        if (total + amount > limit) {
            return false;
        }
        taken[Math.floorMod(slice, taken.length)] += amount;
        total += amount;
        return true;
    }

    /** Returns what was taken within the window. */
    public long taken(long nowNs) {
        forget(nowNs);
        return total;
    }

    /** Tells whether at least half of the budget is free once so much more is taken. */
    boolean isHalfFree(long amount, long nowNs) {
        return 2 * (taken(nowNs) + amount) <= limit;
    }

    private void forget(long nowNs) {
        long now = Math.floorDiv(nowNs, sliceNs);
        long steps = Math.min(now - slice, taken.length);
        for (long i = 1; i <= steps; i++) {
            int index = Math.floorMod(slice + i, taken.length);
            total -= taken[index];
            taken[index] = 0;
        }
        slice = Math.max(slice, now);
    }
}
