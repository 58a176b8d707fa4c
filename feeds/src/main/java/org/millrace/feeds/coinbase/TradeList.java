package org.millrace.feeds.coinbase;

import java.util.Arrays;

/** The trades of a frame, the oldest first. Grows to the most that came and stays so. */
final class TradeList {
    private CoinbaseInstrument[] instruments = new CoinbaseInstrument[128];
    private long[] ids = new long[instruments.length];
    private long[] prices = new long[instruments.length];
    private long[] quantities = new long[instruments.length];
    private long[] times = new long[instruments.length];
    private boolean[] buys = new boolean[instruments.length];
    private int count;

    int count() {
        return count;
    }

    CoinbaseInstrument instrument(int index) {
        return instruments[index];
    }

    long id(int index) {
        return ids[index];
    }

    long price(int index) {
        return prices[index];
    }

    long quantity(int index) {
        return quantities[index];
    }

    long time(int index) {
        return times[index];
    }

    /** Tells whether the taker bought. */
    boolean isBuy(int index) {
        return buys[index];
    }

    void clear() {
        count = 0;
    }

    /** Adds a trade; its price, quantity and so on follow. */
    TradeList add(CoinbaseInstrument instrument, long id) {
        if (count == ids.length) {
            grow();
        }
        instruments[count] = instrument;
        ids[count] = id;
        count++;
        return this;
    }

    /** Sets what the trade added last is. */
    void last(long price, long quantity, long time, boolean isBuy) {
        int at = count - 1;
        prices[at] = price;
        quantities[at] = quantity;
        times[at] = time;
        buys[at] = isBuy;
    }

    /** Turns the trades from one on round, where they were told the newest first. */
    void oldestFirst(int from) {
        int last = count - 1;
        if (last <= from || !isNewestFirst(from, last)) {
            return;
        }
        for (int i = from, j = last; i < j; i++, j--) {
            swap(i, j);
        }
    }

    private boolean isNewestFirst(int first, int last) {
        return instruments[first] == instruments[last] ? ids[first] > ids[last] : times[first] >= times[last];
    }

    private void swap(int i, int j) {
        CoinbaseInstrument instrument = instruments[i];
        instruments[i] = instruments[j];
        instruments[j] = instrument;
        boolean isBuy = buys[i];
        buys[i] = buys[j];
        buys[j] = isBuy;
        swap(ids, i, j);
        swap(prices, i, j);
        swap(quantities, i, j);
        swap(times, i, j);
    }

    private static void swap(long[] values, int i, int j) {
        long value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    private void grow() {
        int capacity = 2 * count;
        instruments = Arrays.copyOf(instruments, capacity);
        ids = Arrays.copyOf(ids, capacity);
        prices = Arrays.copyOf(prices, capacity);
        quantities = Arrays.copyOf(quantities, capacity);
        times = Arrays.copyOf(times, capacity);
        buys = Arrays.copyOf(buys, capacity);
    }
}
