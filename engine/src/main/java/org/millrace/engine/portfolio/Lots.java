package org.millrace.engine.portfolio;

import org.millrace.codecs.decimal.Money;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What a position was bought in (or, where it is short, sold in), the oldest first. All of one direction. */
final class Lots {
    private long[] quantities = new long[16];
    private long[] costs = new long[16];
    private int first;
    private int count;

    /** Adds a lot behind the others. */
    void add(long quantity, long cost) {
        if (count == quantities.length) {
            grow();
        }
        int index = (first + count++) & (quantities.length - 1);
        quantities[index] = quantity;
        costs[index] = cost;
    }

    /** Takes a quantity out of the oldest, and returns what that had cost. */
    long take(long quantity) {
        long left = quantity;
        long cost = 0;
        while (left > 0) {
            long held = quantities[first];
            long taken = Math.min(left, held);
            long part = taken == held ? costs[first] : Money.share(costs[first], taken, held);
            cost += part;
            left -= taken;
            quantities[first] = held - taken;
            costs[first] -= part;
            if (taken == held) {
                first = (first + 1) & (quantities.length - 1);
                count--;
            }
        }
        return cost;
    }

    void save(SnapshotWriter out) {
        out.putInt(count);
        for (int i = 0; i < count; i++) {
            int index = (first + i) & (quantities.length - 1);
            out.putLong(quantities[index]).putLong(costs[index]);
        }
    }

    void load(SnapshotReader in) {
        first = 0;
        count = 0;
        for (int left = in.getInt(); left > 0; left--) {
            add(in.getLong(), in.getLong());
        }
    }

    private void grow() {
        long[] moreQuantities = new long[count * 2];
        long[] moreCosts = new long[count * 2];
        for (int i = 0; i < count; i++) {
            int index = (first + i) & (quantities.length - 1);
            moreQuantities[i] = quantities[index];
            moreCosts[i] = costs[index];
        }
        quantities = moreQuantities;
        costs = moreCosts;
        first = 0;
    }
}
