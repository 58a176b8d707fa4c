package org.millrace.feeds.coinbase;

import java.util.Arrays;

/** The candles of a frame. Grows to the most that came and stays so. */
final class CandleList {
    private static final int VALUES = 6;

    private CoinbaseInstrument[] instruments = new CoinbaseInstrument[128];
    private long[] values = new long[VALUES * instruments.length];
    private int count;

    int count() {
        return count;
    }

    CoinbaseInstrument instrument(int index) {
        return instruments[index];
    }

    /** Returns when a candle begins, ns. */
    long start(int index) {
        return values[VALUES * index];
    }

    long open(int index) {
        return values[VALUES * index + 1];
    }

    long high(int index) {
        return values[VALUES * index + 2];
    }

    long low(int index) {
        return values[VALUES * index + 3];
    }

    long close(int index) {
        return values[VALUES * index + 4];
    }

    long volume(int index) {
        return values[VALUES * index + 5];
    }

    void clear() {
        count = 0;
    }

    /** Adds a candle; its prices and volume follow. */
    CandleList add(CoinbaseInstrument instrument, long start) {
        if (count == instruments.length) {
            instruments = Arrays.copyOf(instruments, 2 * count);
            values = Arrays.copyOf(values, 2 * VALUES * count);
        }
        instruments[count] = instrument;
        values[VALUES * count] = start;
        count++;
        return this;
    }

    /** Sets what the candle added last is. */
    void last(long open, long high, long low, long close, long volume) {
        int at = VALUES * (count - 1);
        values[at + 1] = open;
        values[at + 2] = high;
        values[at + 3] = low;
        values[at + 4] = close;
        values[at + 5] = volume;
    }
}
