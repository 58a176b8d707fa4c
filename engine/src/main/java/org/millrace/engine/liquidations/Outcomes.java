package org.millrace.engine.liquidations;

import org.millrace.codecs.sbe.SignalClass;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Prices and signals of the newest hours, from which it follows what became of a signal. */
final class Outcomes {
    /** Furthest hours behind a signal at which its return may begin. */
    static final int MOST_LAG = 168;

    private static final int CAPACITY = 256; // a power of two above MOST_LAG and the longest horizon together
    private static final int MASK = CAPACITY - 1;

    private final double[] prices = new double[CAPACITY];
    private final byte[] signals = new byte[CAPACITY];

    void add(int hour, double price, SignalClass signal) {
        prices[hour & MASK] = price;
        signals[hour & MASK] = (byte) signal.value();
    }

    /** Returns whether one of the newest hours signalled something. */
    boolean isSignal(int hour) {
        return signals[hour & MASK] != SignalClass.NEUTRAL.value();
    }

    /** Returns what one of the newest hours signalled. */
    SignalClass signal(int hour) {
        return SignalClass.get(signals[hour & MASK]);
    }

    double price(int hour) {
        return prices[hour & MASK];
    }

    void save(SnapshotWriter out) {
        out.putDoubles(prices, CAPACITY);
        for (byte signal : signals) {
            out.putInt(signal);
        }
    }

    void load(SnapshotReader in) {
        in.getDoubles(prices, CAPACITY);
        for (int i = 0; i < CAPACITY; i++) {
            signals[i] = (byte) in.getInt();
        }
    }
}
