package org.millrace.engine.journalling;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;

/** Gathers the frames of one batch, one behind the other, outside the heap. */
final class StagingBuffer {
    /** Events that make a batch whole. */
    static final int BATCH = 256;

    /** Room for what one more event brings with it: a Checkpoint. */
    private static final int SPARE = 2;

    private final ByteBuffer bytes =
            BufferUtil.allocateDirectAligned((BATCH + SPARE) * EventFrame.SLOT_LENGTH, BitUtil.CACHE_LINE_LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int count;
    private int length;
    private int lastFrame;

    /**
     * Adds a copy of a message.
     *
     * @return where the copy begins
     */
    int add(DirectBuffer from, int offset, int messageLength) {
        lastFrame = length;
        length += EventFrame.write(buffer, lastFrame, from, offset, messageLength);
        count++;
        return EventFrame.messageOffset(lastFrame);
    }

    boolean isFull() {
        return count >= BATCH;
    }

    MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Returns a view of the bytes from {@code from} to the end of what was added; valid until the next call. */
    ByteBuffer bytesFrom(int from) {
        return bytes.limit(length).position(from);
    }

    /** Returns where the newest frame begins. */
    int lastFrame() {
        return lastFrame;
    }

    int count() {
        return count;
    }

    int length() {
        return length;
    }

    void clear() {
        count = 0;
        length = 0;
    }
}
