package org.millrace.feeds.simulator.market;

import java.util.Arrays;

/** The bars of one interval that have closed, the newest thousand, for whoever asks by REST. */
public final class BarHistory {
    /** Most bars kept. */
    public static final int CAPACITY = 1_000;

    public static final int START_MS = 0;
    public static final int OPEN = 1;
    public static final int HIGH = 2;
    public static final int LOW = 3;
    public static final int CLOSE = 4;
    public static final int LOTS = 5;
    public static final int NOTIONAL = 6;
    public static final int TRADES = 7;
    public static final int BUY_LOTS = 8;
    public static final int BUY_NOTIONAL = 9;
    private static final int FIELDS = 10;
    private static final int INITIAL_BARS = 16;

    private long[] values = new long[INITIAL_BARS * FIELDS];
    private long added;

    public void add(SimulatedBar bar) {
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

    public int count() {
        return (int) Math.min(added, CAPACITY);
    }

    /** Returns a field of a bar, 0 being the oldest that is kept. */
    public long value(int index, int field) {
        long bar = added - count() + index;
        return values[(int) (bar % CAPACITY) * FIELDS + field];
    }
}
