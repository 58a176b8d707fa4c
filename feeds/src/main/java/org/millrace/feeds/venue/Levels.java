package org.millrace.feeds.venue;

import java.util.Arrays;

/** Prices and quantities of one side of a book. Grows to the largest update seen and stays so. */
public final class Levels {
    private static final int INITIAL_CAPACITY = 1_024;

    private long[] values = new long[2 * INITIAL_CAPACITY];
    private int count;

    public int count() {
        return count;
    }

    public long price(int index) {
        return values[2 * index];
    }

    public long quantity(int index) {
        return values[2 * index + 1];
    }

    /** Returns the array that holds them from index 0, price before quantity; valid until the next is added. */
    public long[] values() {
        return values;
    }

    public void clear() {
        count = 0;
    }

    public void add(long price, long quantity) {
        int at = 2 * count;
        if (at == values.length) {
            grow();
        }
        values[at] = price;
        values[at + 1] = quantity;
        count++;
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * values.length);
    }
}
