package org.millrace.feeds.coinbase;

import java.util.Arrays;
import org.millrace.feeds.venue.Levels;

/** The changes and snapshots of books in a frame. Grows to the largest frame seen and stays so. */
final class BookChanges {
    final Levels bids = new Levels();
    final Levels asks = new Levels();
    private CoinbaseInstrument[] instruments = new CoinbaseInstrument[16];
    private boolean[] snapshots = new boolean[instruments.length];
    private int[] firstBids = new int[instruments.length];
    private int[] firstAsks = new int[instruments.length];
    private int count;

    int count() {
        return count;
    }

    CoinbaseInstrument instrument(int index) {
        return instruments[index];
    }

    boolean isSnapshot(int index) {
        return snapshots[index];
    }

    int firstBid(int index) {
        return firstBids[index];
    }

    int bidCount(int index) {
        return (index == count - 1 ? bids.count() : firstBids[index + 1]) - firstBids[index];
    }

    int firstAsk(int index) {
        return firstAsks[index];
    }

    int askCount(int index) {
        return (index == count - 1 ? asks.count() : firstAsks[index + 1]) - firstAsks[index];
    }

    void clear() {
        count = 0;
        bids.clear();
        asks.clear();
    }

    /** Begins a change, or a snapshot; levels that are added belong to it. */
    void begin(CoinbaseInstrument instrument, boolean isSnapshot) {
        if (count == instruments.length) {
            int capacity = 2 * count;
            instruments = Arrays.copyOf(instruments, capacity);
            snapshots = Arrays.copyOf(snapshots, capacity);
            firstBids = Arrays.copyOf(firstBids, capacity);
            firstAsks = Arrays.copyOf(firstAsks, capacity);
        }
        instruments[count] = instrument;
        snapshots[count] = isSnapshot;
        firstBids[count] = bids.count();
        firstAsks[count] = asks.count();
        count++;
    }
}
