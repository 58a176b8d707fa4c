package org.millrace.feeds.simulator.face;

import java.util.Arrays;
import org.millrace.feeds.simulator.market.BookSide;

/** One side of a book as a protocol has shown it: its levels, best first, and what the last step changed. */
public final class ShownSide {
    private static final int INITIAL_CAPACITY = 64;

    private final int sign;
    private final int depth;
    private long[] ticks = new long[INITIAL_CAPACITY];
    private long[] lots = new long[INITIAL_CAPACITY];
    private int count;
    private long[] nextTicks = new long[INITIAL_CAPACITY];
    private long[] nextLots = new long[INITIAL_CAPACITY];
    private long[] changedTicks = new long[INITIAL_CAPACITY];
    private long[] changedLots = new long[INITIAL_CAPACITY];
    private int changes;

    ShownSide(boolean bids, int depth) {
        sign = bids ? 1 : -1;
        this.depth = depth;
    }

    /** Returns how many levels were shown. */
    public int count() {
        return count;
    }

    /** Returns a level's price in ticks, 0 being the best. */
    public long ticks(int level) {
        return ticks[level];
    }

    /** Returns a level's quantity in lots, 0 being the best. */
    public long lots(int level) {
        return lots[level];
    }

    /** Returns how many levels the last step changed. */
    public int changes() {
        return changes;
    }

    /** Returns the price of a change, 0 being the best. */
    public long changedTicks(int change) {
        return changedTicks[change];
    }

    /** Returns the quantity of a change; 0: the level is gone. */
    public long changedLots(int change) {
        return changedLots[change];
    }

    /** Goes over to what a side is now, and notes what differs: levels that fell out of the depth do not count. */
    void follow(BookSide side) {
        int nextCount = Math.min(depth, side.count());
        ensureCapacity(nextCount + count);
        changes = 0;
        int old = 0;
        for (int i = 0; i < nextCount; i++) {
            long price = side.ticks(i);
            long quantity = side.lots(i);
            while (old < count && isBetter(ticks[old], price)) {
                change(ticks[old++], 0);
            }
            if (old < count && ticks[old] == price) {
                if (lots[old] != quantity) {
                    change(price, quantity);
                }
                old++;
            } else {
                change(price, quantity);
            }
            nextTicks[i] = price;
            nextLots[i] = quantity;
        }
        for (; old < count; old++) {
            if (side.lotsAt(ticks[old]) == 0) {
                change(ticks[old], 0);
            }
        }
        swap(nextCount);
    }

    private boolean isBetter(long price, long other) {
        return price * sign > other * sign;
    }

    private void change(long price, long quantity) {
        changedTicks[changes] = price;
        changedLots[changes] = quantity;
        changes++;
    }

    private void swap(int nextCount) {
        long[] spareTicks = ticks;
        long[] spareLots = lots;
        ticks = nextTicks;
        lots = nextLots;
        nextTicks = spareTicks;
        nextLots = spareLots;
        count = nextCount;
    }

    private void ensureCapacity(int wanted) {
        if (wanted > changedTicks.length) {
            int capacity = 2 * wanted;
            ticks = Arrays.copyOf(ticks, capacity);
            lots = Arrays.copyOf(lots, capacity);
            nextTicks = new long[capacity];
            nextLots = new long[capacity];
            changedTicks = new long[capacity];
            changedLots = new long[capacity];
        }
    }
}
