package org.millrace.feeds.venue;

import org.agrona.DirectBuffer;

/**
 * A frame in an array, with room behind it that loads may touch: where it lies, if it does, otherwise a copy. Grows to the
 * largest frame seen.
 */
public final class FrameBytes {
    private static final int INITIAL_LENGTH = 64 << 10;

    private final int slack;
    private byte[] copy = new byte[INITIAL_LENGTH];
    private byte[] bytes = copy;
    private int start;
    private int end;

    /**
     * @param slack bytes behind a frame that loads may touch
     */
    public FrameBytes(int slack) {
        this.slack = slack;
    }

    /** Takes a frame, until the next. */
    public void wrap(DirectBuffer buffer, int offset, int length) {
        byte[] array = buffer.byteArray();
        int from = array == null ? 0 : buffer.wrapAdjustment() + offset;
        if (array != null && from + length + slack <= array.length) {
            bytes = array;
            start = from;
        } else {
            copy(buffer, offset, length);
        }
        end = start + length;
    }

    /** Returns the array that holds the frame. */
    public byte[] array() {
        return bytes;
    }

    /** Returns where in the array the frame begins. */
    public int start() {
        return start;
    }

    /** Returns where it ends. */
    public int end() {
        return end;
    }

    private void copy(DirectBuffer buffer, int offset, int length) {
        if (length + slack > copy.length) {
            copy = new byte[2 * (length + slack)];
        }
        buffer.getBytes(offset, copy, 0, length);
        bytes = copy;
        start = 0;
    }
}
