package org.millrace.gateway.fanout;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Layout of a framed message, in the ring and on the wire.
 *
 * <pre>
 *   0            2         4                8               8 + length     aligned to 8
 *   +------------+---------+----------------+---------------+--------------+
 *   | frameLength| channel | streamSequence | SBE message   | zeros        |
 *   +------------+---------+----------------+---------------+--------------+
 * </pre>
 */
public final class FanOutFrame {
    /** Bytes before the message. */
    public static final int HEADER_LENGTH = 8;

    /** Most bytes of a frame. */
    public static final int MAX_LENGTH = 264;

    private static final int ALIGNMENT = 8;

    private FanOutFrame() {}

    /** Returns the bytes that a message of {@code length} bytes takes with its frame. */
    public static int frameLength(int length) {
        return HEADER_LENGTH + ((length + ALIGNMENT - 1) & -ALIGNMENT);
    }

    /** Returns the bytes of the frame at {@code offset}. */
    public static int length(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Returns the number of the channel. */
    public static int channel(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + 2, LITTLE_ENDIAN) & 0xFFFF;
    }

    public static int streamSequence(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + 4, LITTLE_ENDIAN);
    }

    /** Returns where the message of the frame at {@code offset} begins. */
    public static int messageOffset(int offset) {
        return offset + HEADER_LENGTH;
    }

    /** Packs the header of a frame. */
    static long header(int frameLength, int channel, int streamSequence) {
        return (frameLength & 0xFFFFL) | (channel & 0xFFFFL) << 16 | (long) streamSequence << 32;
    }

    /**
     * Frames a copy of a message.
     *
     * @return bytes that the frame takes
     */
    public static int write(
            MutableDirectBuffer to, int toOffset, long channelAndNumber, DirectBuffer from, int offset, int length) {
        int frameLength = frameLength(length);
        to.putLong(toOffset + frameLength - Long.BYTES, 0L);
        to.putLong(toOffset, channelAndNumber | frameLength, LITTLE_ENDIAN);
        to.putBytes(toOffset + HEADER_LENGTH, from, offset, length);
        return frameLength;
    }

    /** Packs what {@link #write} stamps on a frame. */
    public static long channelAndNumber(int channel, int streamSequence) {
        return header(0, channel, streamSequence);
    }
}
