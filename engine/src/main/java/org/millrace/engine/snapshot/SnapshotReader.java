package org.millrace.engine.snapshot;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Reads back what a {@link SnapshotWriter} wrote, in the same order. */
public final class SnapshotReader {
    private final DirectBuffer buffer;
    private final int end;
    private int position;

    /** Reads {@code length} bytes of {@code buffer} from {@code offset}. */
    public SnapshotReader(DirectBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        this.position = offset;
        this.end = offset + length;
    }

    public long getLong() {
        return buffer.getLong(advance(Long.BYTES));
    }

    public int getInt() {
        return buffer.getInt(advance(Integer.BYTES));
    }

    public double getDouble() {
        return Double.longBitsToDouble(getLong());
    }

    public boolean getBoolean() {
        return getInt() != 0;
    }

    public void getLongs(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = getLong();
        }
    }

    public void getDoubles(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = getDouble();
        }
    }

    public void getBytes(MutableDirectBuffer to, int offset, int length) {
        to.putBytes(offset, buffer, advance(length), length);
    }

    /** Returns the bytes not yet read: 0 when a stage has read all that it wrote. */
    public int remaining() {
        return end - position;
    }

    private int advance(int bytes) {
        int at = position;
        if (bytes > end - at) {
            throw new IllegalStateException("snapshot ends " + (bytes - (end - at)) + " bytes early");
        }
        position = at + bytes;
        return at;
    }
}
