package org.millrace.feeds.simulator;

import java.util.Arrays;

/** The bars of one interval that have closed, the newest thousand, for whoever asks by REST. */
final class BarHistory {
    /** Most bars kept. */
    static final int CAPACITY = 1_000;

    static final int START_MS = 0;
    static final int OPEN = 1;
    static final int HIGH = 2;
    static final int LOW = 3;
    static final int CLOSE = 4;
    static final int LOTS = 5;
    static final int NOTIONAL = 6;
    static final int TRADES = 7;
    static final int BUY_LOTS = 8;
    static final int BUY_NOTIONAL = 9;
    private static final int FIELDS = 10;
    private static final int INITIAL_BARS = 16;

    private long[] values = new long[INITIAL_BARS * FIELDS];
    private long added;

    void add(SimulatedBar bar) {
        int at = (int) (added % CAPACITY) * FIELDS;
        if (at == values.length) {
            values = Arrays.copyOf(values, Math.min(2 * values.length, CAPACITY * FIELDS));
        }
        values[at + START_MS] = bar.startMs;
        values[at + OPEN] = bar.open;
        values[at + HIGH] = bar.high;
        values[at + LOW] = bar.low;
        values[at + CLOSE] = bar.close;
        values[at + LOTS] = bar.lots;
        values[at + NOTIONAL] = bar.notional;
        values[at + TRADES] = bar.tradeCount;
        values[at + BUY_LOTS] = bar.buyLots;
        values[at + BUY_NOTIONAL] = bar.buyNotional;
        added++;
    }

    int count() {
        return (int) Math.min(added, CAPACITY);
    }

    /** Returns a field of a bar, 0 being the oldest that is kept. */
    long value(int index, int field) {
        long bar = added - count() + index;
        return values[(int) (bar % CAPACITY) * FIELDS + field];
    }
}
