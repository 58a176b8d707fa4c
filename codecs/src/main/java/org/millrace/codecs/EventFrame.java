package org.millrace.codecs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Layout of an event in a ring slot, in a staging buffer and in a journal batch.
 *
 * <pre>
 *   0        4         8                       8 + length      aligned to 8
 *   +--------+---------+-----------------------+---------------+
 *   | length | 0       | SBE message           | zeros         |
 *   +--------+---------+-----------------------+---------------+
 * </pre>
 */
public final class EventFrame {
    /** Bytes before the message. */
    public static final int HEADER_LENGTH = 8;

    /** Bytes of a ring slot: the largest frame. */
    public static final int SLOT_LENGTH = 256;

    /** Most bytes of a message with its header. */
    public static final int MAX_LENGTH = SLOT_LENGTH - HEADER_LENGTH;

    private static final int ALIGNMENT = 8;

    private EventFrame() {}

    /** Returns the bytes that a message of {@code length} bytes takes with its frame. */
    public static int frameLength(int length) {
        return HEADER_LENGTH + ((length + ALIGNMENT - 1) & -ALIGNMENT);
    }

    /** Returns the length of the message in the frame at {@code offset}; 0 = no event. */
    public static int length(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset);
    }

    /** Returns where the message of the frame at {@code offset} begins. */
    public static int messageOffset(int offset) {
        return offset + HEADER_LENGTH;
    }

    /** Writes the header of a frame, and zeros behind the message that is (or will be) in it. */
    public static void writeHeader(MutableDirectBuffer buffer, int offset, int length) {
        buffer.putLong(offset, length & 0xFFFF_FFFFL);
        int used = length & (ALIGNMENT - 1);
        if (used != 0) {
            int last = offset + HEADER_LENGTH + length - used;
            buffer.putLong(last, buffer.getLong(last, LITTLE_ENDIAN) & ((1L << (used << 3)) - 1), LITTLE_ENDIAN);
        }
    }

    /**
     * Frames a copy of a message.
     *
     * @return bytes that the frame takes
     */
    public static int write(MutableDirectBuffer to, int toOffset, DirectBuffer from, int offset, int length) {
        int padded = frameLength(length);
        to.putLong(toOffset + padded - ALIGNMENT, 0L);
        to.putLong(toOffset, length & 0xFFFF_FFFFL);
        to.putBytes(toOffset + HEADER_LENGTH, from, offset, length);
        return padded;
    }
}
