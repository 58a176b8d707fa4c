package org.millrace.feeds.venue;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames that end at the end of their buffers, copied to where loads may reach behind them. Grows to the largest seen. */
public final class PaddedFrame {
    private static final int INITIAL_LENGTH = 64 << 10;

    private final int slack;
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[INITIAL_LENGTH]);

    /**
     * @param slack bytes behind a frame that loads may touch
     */
    public PaddedFrame(int slack) {
        this.slack = slack;
    }

    /** Tells whether a frame has no such bytes behind it. */
    public boolean isNeeded(DirectBuffer buffer, int offset, int length) {
        return offset + length + slack > buffer.capacity();
    }

    /** Returns a buffer that holds a frame from 0 on; until the next call. */
    public DirectBuffer of(DirectBuffer buffer, int offset, int length) {
        if (length + slack > copy.capacity()) {
            copy.wrap(new byte[2 * (length + slack)]);
        }
        copy.putBytes(0, buffer, offset, length);
        return copy;
    }
}
