package org.millrace.feeds.simulator.market;

import java.util.Arrays;

/** One side of a market's book: levels, worst first, and the prices that changed since diffs were sent. */
public final class BookSide {
    private static final int INITIAL_CAPACITY = 1024;

    private final int sign;
    private long[] keys = new long[INITIAL_CAPACITY];
    private long[] lots = new long[INITIAL_CAPACITY];
    private int count;
    private final PriceChanges[] changes = {new PriceChanges(), new PriceChanges()}; // by pace

    /** Makes an empty side: of bids, where a higher price is better, or of asks. */
    BookSide(boolean bids) {
        sign = bids ? 1 : -1;
    }

    public int count() {
        return count;
    }

    /** Returns the price in ticks of a level, 0 being the best. */
    public long ticks(int depth) {
        return keys[count - 1 - depth] * sign;
    }

    /** Returns the quantity in lots of a level, 0 being the best. */
    public long lots(int depth) {
        return lots[count - 1 - depth];
    }

    /** Returns the quantity in lots at a price; 0 where there is no level. */
    public long lotsAt(long ticks) {
        int index = Arrays.binarySearch(keys, 0, count, ticks * sign);
        return index < 0 ? 0 : lots[index];
    }

    /** Sets the quantity at a price; 0 removes the level. */
    void set(long ticks, long newLots) {
        long key = ticks * sign;
        int index = Arrays.binarySearch(keys, 0, count, key);
        if (index >= 0 && newLots > 0) {
            lots[index] = newLots;
        } else if (index >= 0) {
            remove(index);
        } else if (newLots > 0) {
            insert(-index - 1, key, newLots);
        }
        for (PriceChanges change : changes) {
            change.add(key);
        }
    }

    /** Sorts the prices that changed since the last diff of a pace, and returns how many they are. */
    public int sortChanges(DiffPace pace) {
        return changes[pace.index()].sort();
    }

    /** Returns a changed price in ticks, 0 being the best. */
    public long changedTicks(DiffPace pace, int index) {
        return changes[pace.index()].key(index) * sign;
    }

    void forgetChanges(DiffPace pace) {
        changes[pace.index()].forget();
    }

    private void remove(int index) {
        System.arraycopy(keys, index + 1, keys, index, count - index - 1);
        System.arraycopy(lots, index + 1, lots, index, count - index - 1);
        count--;
    }

    private void insert(int index, long key, long newLots) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            lots = Arrays.copyOf(lots, 2 * count);
        }
        System.arraycopy(keys, index, keys, index + 1, count - index);
        System.arraycopy(lots, index, lots, index + 1, count - index);
        keys[index] = key;
        lots[index] = newLots;
        count++;
    }
}
