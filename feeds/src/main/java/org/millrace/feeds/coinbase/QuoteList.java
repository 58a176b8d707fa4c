package org.millrace.feeds.coinbase;

import java.util.Arrays;

/** The quotes of a frame. Grows to the most that came and stays so. */
final class QuoteList {
    private static final int VALUES = 4;

    private CoinbaseInstrument[] instruments = new CoinbaseInstrument[16];
    private long[] values = new long[VALUES * instruments.length];
    private int count;

    int count() {
        return count;
    }

    CoinbaseInstrument instrument(int index) {
        return instruments[index];
    }

    long bidPrice(int index) {
        return values[VALUES * index];
    }

    /** Returns the quantity of the best bid; 0 = the venue does not say. */
    long bidQuantity(int index) {
        return values[VALUES * index + 1];
    }

    long askPrice(int index) {
        return values[VALUES * index + 2];
    }

    /** Returns the quantity of the best ask; 0 = the venue does not say. */
    long askQuantity(int index) {
        return values[VALUES * index + 3];
    }

    void clear() {
        count = 0;
    }

    /** Adds a quote; both sides follow. */
    QuoteList add(CoinbaseInstrument instrument) {
        if (count == instruments.length) {
            instruments = Arrays.copyOf(instruments, 2 * count);
            values = Arrays.copyOf(values, 2 * VALUES * count);
        }
        instruments[count] = instrument;
        count++;
        return this;
    }

    /** Sets the bid of the quote added last. */
    QuoteList bid(long price, long quantity) {
        return set(0, price, quantity);
    }

    /** Sets the ask of the quote added last. */
    QuoteList ask(long price, long quantity) {
        return set(2, price, quantity);
    }

    private QuoteList set(int side, long price, long quantity) {
        values[VALUES * (count - 1) + side] = price;
        values[VALUES * (count - 1) + side + 1] = quantity;
        return this;
    }
}
