package org.millrace.engine.indicators;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Largest of the last {@code period} values, by a queue of those that no later one outdoes. */
final class SlidingExtreme {
    private final int period;
    private final int mask;
    private final double[] values;
    private final long[] positions;
    private long head;
    private long tail;

    SlidingExtreme(int period) {
        this.period = period;
        int capacity = Integer.highestOneBit(period) << 1;
        mask = capacity - 1;
        values = new double[capacity];
        positions = new long[capacity];
    }

    /**
     * Takes the next value.
     *
     * @param position counts the values, by one each
     */
    double update(double value, long position) {
        while (tail > head && values[(int) (tail - 1) & mask] <= value) {
            tail--;
        }
        values[(int) tail & mask] = value;
        positions[(int) tail & mask] = position;
        tail++;
        if (positions[(int) head & mask] <= position - period) {
            head++;
        }
        return values[(int) head & mask];
    }

    void save(SnapshotWriter out) {
        out.putDoubles(values, values.length).putLongs(positions, positions.length);
        out.putLong(head).putLong(tail);
    }

    void load(SnapshotReader in) {
        in.getDoubles(values, values.length);
        in.getLongs(positions, positions.length);
        head = in.getLong();
        tail = in.getLong();
    }
}
