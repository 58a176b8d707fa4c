package org.millrace.engine.bars;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The last closed bars of one timeframe, by start, oldest first: what a late trade can still correct. */
final class ClosedBars {
    /** No bar: the interval is older than all that are kept. */
    static final int NONE = -1;

    private static final int MAX_REVISION = 65_534;

    private final BarBuilder[] bars;
    private final long[] starts;
    private final int[] revisions;
    private int size;

    ClosedBars(int capacity) {
        bars = new BarBuilder[capacity];
        starts = new long[capacity];
        revisions = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            bars[i] = new BarBuilder();
        }
    }

    /** Keeps a bar newer than all others, empty as yet; the oldest makes room. */
    BarBuilder append(long start) {
        return bars[insert(size, start)];
    }

    /**
     * Returns the index of an interval's bar; where there was none, of an empty one put in its place.
     *
     * @return {@link #NONE} if the interval is older than all that are kept
     */
    int findOrInsert(long start) {
        int index = size;
        while (index > 0 && starts[index - 1] > start) {
            index--;
        }
        if (index > 0 && starts[index - 1] == start) {
            return index - 1;
        }
        return index == 0 && size == bars.length ? NONE : insert(index, start);
    }

    BarBuilder bar(int index) {
        return bars[index];
    }

    /** Returns how often the bar was corrected: at most the largest that the schema holds. */
    int revision(int index) {
        return revisions[index];
    }

    void revise(int index) {
        revisions[index] = Math.min(revisions[index] + 1, MAX_REVISION);
    }

    void save(SnapshotWriter out) {
        out.putInt(size).putLongs(starts, size);
        for (int i = 0; i < size; i++) {
            out.putInt(revisions[i]);
            bars[i].save(out);
        }
    }

    void load(SnapshotReader in) {
        size = in.getInt();
        in.getLongs(starts, size);
        for (int i = 0; i < size; i++) {
            revisions[i] = in.getInt();
            bars[i].load(in);
        }
    }

    private int insert(int position, long start) {
        int index = position;
        if (size == bars.length) {
            index--;
            moveBar(0, index);
        } else {
            moveBar(size, index);
            size++;
        }
        bars[index].reset();
        starts[index] = start;
        revisions[index] = 0;
        return index;
    }

    /** Takes the bar at {@code from} out, closes the hole, and puts it in at {@code to}. */
    private void moveBar(int from, int to) {
        BarBuilder moved = bars[from];
        int source = from < to ? from + 1 : to;
        int target = from < to ? from : to + 1;
        int count = Math.abs(to - from);
        System.arraycopy(bars, source, bars, target, count);
        System.arraycopy(starts, source, starts, target, count);
        System.arraycopy(revisions, source, revisions, target, count);
        bars[to] = moved;
    }
}
