package org.millrace.engine.bars;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Suspect trades that wait for their verdict, in the order in which they came. Verdicts come in nearly that order. */
final class HeldTrades {
    /** No such trade. */
    static final int NONE = -1;

    private final BarTrade[] trades;
    private int size;

    HeldTrades(int capacity) {
        trades = new BarTrade[capacity];
        for (int i = 0; i < capacity; i++) {
            trades[i] = new BarTrade();
        }
    }

    boolean isFull() {
        return size == trades.length;
    }

    void hold(BarTrade trade) {
        trades[size++].copy(trade);
    }

    int indexOfSequence(long sequence) {
        for (int i = 0; i < size; i++) {
            if (trades[i].sequence() == sequence) {
                return i;
            }
        }
        return NONE;
    }

    int indexOfTrade(int instrumentId, long tradeId) {
        for (int i = 0; i < size; i++) {
            if (trades[i].tradeId() == tradeId && trades[i].instrumentId() == instrumentId) {
                return i;
            }
        }
        return NONE;
    }

    BarTrade trade(int index) {
        return trades[index];
    }

    /** Lets a trade go. It can be read until the next is held. */
    BarTrade release(int index) {
        BarTrade released = trades[index];
        size--;
        System.arraycopy(trades, index + 1, trades, index, size - index);
        trades[size] = released;
        return released;
    }

    void save(SnapshotWriter out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            trades[i].save(out);
        }
    }

    void load(SnapshotReader in) {
        size = in.getInt();
        for (int i = 0; i < size; i++) {
            trades[i].load(in);
        }
    }
}
