package org.millrace.engine.book;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Best levels with the update id at which they stood, first in, first out: {@value #LIMIT} at most. */
final class TopQueue {
    static final int LIMIT = 2048;
    private static final int INITIAL = 32;
    private static final int FIELDS = 5;

    private long[] cells = new long[INITIAL * FIELDS];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == LIMIT;
    }

    /** Returns the update id of an entry, from 0 = oldest. */
    long id(int index) {
        return cells[at(index)];
    }

    long newestId() {
        return id(size - 1);
    }

    void add(long id, Top top) {
        if (size * FIELDS == cells.length) {
            grow();
        }
        int at = at(size++);
        cells[at] = id;
        cells[at + 1] = top.bidPrice;
        cells[at + 2] = top.bidQuantity;
        cells[at + 3] = top.askPrice;
        cells[at + 4] = top.askQuantity;
    }

    void removeOldest() {
        head = head + FIELDS == cells.length ? 0 : head + FIELDS;
        size--;
    }

    void clear() {
        size = 0;
    }

    /** Returns whether the oldest entries of both show the same prices and quantities. */
    boolean oldestEquals(TopQueue other) {
        int ours = at(0) + 1;
        int theirs = other.at(0) + 1;
        return Arrays.equals(cells, ours, ours + FIELDS - 1, other.cells, theirs, theirs + FIELDS - 1);
    }

    void save(SnapshotWriter out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            int at = at(i);
            for (int field = 0; field < FIELDS; field++) {
                out.putLong(cells[at + field]);
            }
        }
    }

    void load(SnapshotReader in) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            Top top = new Top();
            long id = in.getLong();
            top.bidPrice = in.getLong();
            top.bidQuantity = in.getLong();
            top.askPrice = in.getLong();
            top.askQuantity = in.getLong();
            add(id, top);
        }
    }

    private int at(int index) {
        int at = head + index * FIELDS;
        return at < cells.length ? at : at - cells.length;
    }

    private void grow() {
        long[] larger = new long[cells.length * 2];
        System.arraycopy(cells, head, larger, 0, cells.length - head);
        System.arraycopy(cells, 0, larger, cells.length - head, head);
        cells = larger;
        head = 0;
    }
}
