package org.millrace.engine.snapshot;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.MutableDirectBuffer;

/** Off-heap memory that a stage writes its state into, front to back. It grows when it must, then is used again. */
public final class SnapshotWriter {
    private final MutableDirectBuffer buffer;
    private int position;

    public SnapshotWriter(int initialCapacity) {
        buffer = new ExpandableDirectByteBuffer(initialCapacity);
    }

    /** Forgets what was written. */
    public SnapshotWriter reset() {
        position = 0;
        return this;
    }

    public SnapshotWriter putLong(long value) {
        buffer.putLong(position, value);
        position += Long.BYTES;
        return this;
    }

    public SnapshotWriter putInt(int value) {
        buffer.putInt(position, value);
        position += Integer.BYTES;
        return this;
    }

    public SnapshotWriter putDouble(double value) {
        return putLong(Double.doubleToRawLongBits(value));
    }

    public SnapshotWriter putBoolean(boolean value) {
        return putInt(value ? 1 : 0);
    }

    /** Writes the first {@code count} values of an array; the reader must know the count. */
    public SnapshotWriter putLongs(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            putLong(values[i]);
        }
        return this;
    }

    /** Writes the first {@code count} values of an array; the reader must know the count. */
    public SnapshotWriter putDoubles(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            putDouble(values[i]);
        }
        return this;
    }

    /** Writes bytes; the reader must know their length. */
    public SnapshotWriter putBytes(DirectBuffer from, int offset, int length) {
        buffer.putBytes(position, from, offset, length);
        position += length;
        return this;
    }

    /** Returns what was written: {@link #length} bytes from offset 0, valid until the next write. */
    public DirectBuffer buffer() {
        return buffer;
    }

    public int length() {
        return position;
    }
}
