package org.millrace.feeds.session;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Parses what a WebSocket server sends, where it lies (RFC 6455, section 5.2). Frames of servers are not masked.
 *
 * <pre>
 *   0                 1                 2                          2, 4 or 10
 *   +---+-----+------+---+-------------+--------------------------+----------
 *   |FIN| RSV |opcode|MSK| length      | length if 126 (2 bytes), | payload
 *   | 1 |  3  |  4   | 1 | 7           | or if 127 (8 bytes)      |
 *   +---+-----+------+---+-------------+--------------------------+----------
 * </pre>
 */
final class FrameParser {
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_CONTROL_LENGTH = 125;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MIN_HEADER = 2;

    private final FrameListener listener;
    private final int maxBytes;
    private final ExpandableArrayBuffer fragments = new ExpandableArrayBuffer(0);
    private int fragmentsLength;
    private boolean fragmented;
    private boolean wholeOfFragments;
    private boolean refused;
    private boolean dead;

    FrameParser(FrameListener listener, int maxBytes) {
        this.listener = listener;
        this.maxBytes = maxBytes;
    }

    /** Answers whether the last call stopped at a message that the listener did not take. */
    boolean isRefused() {
        return refused;
    }

    /**
     * Returns how many bytes the frame at {@code offset} has; or, while its header is not whole, how many are needed to
     * learn more.
     */
    int needed(DirectBuffer buffer, int offset, int available) {
        if (available < MIN_HEADER) {
            return MIN_HEADER;
        }
        int header = headerLength(buffer, offset);
        if (available < header) {
            return header;
        }
        long total = header + payloadLength(buffer, offset);
        return total < 0 || total > maxBytes + (long) header ? header : (int) total;
    }

    /**
     * Hands over the frames that are whole.
     *
     * @return where the first one begins that is not whole, or was not taken
     */
    int parse(DirectBuffer buffer, int offset, int limit, long receiveTimeNs) {
        refused = false;
        int position = offset;
        while (!dead && limit - position >= MIN_HEADER) {
            int header = headerLength(buffer, position);
            if (limit - position < header) {
                return position;
            }
            long length = payloadLength(buffer, position);
            if (isBroken(buffer, position, length)) {
                break;
            }
            if (length > limit - position - header) {
                return position;
            }
            if (!take(buffer, position, position + header, (int) length, receiveTimeNs)) {
                refused = true;
                return position;
            }
            position += header + (int) length;
        }
        return dead ? limit : position;
    }

    private static int headerLength(DirectBuffer buffer, int offset) {
        return switch (buffer.getByte(offset + 1) & LENGTH) {
            case LENGTH_16 -> MIN_HEADER + Short.BYTES;
            case LENGTH_64 -> MIN_HEADER + Long.BYTES;
            default -> MIN_HEADER;
        };
    }

    private static long payloadLength(DirectBuffer buffer, int offset) {
        int length = buffer.getByte(offset + 1) & LENGTH;
        return switch (length) {
            case LENGTH_16 -> buffer.getShort(offset + MIN_HEADER, BIG_ENDIAN) & 0xFFFF;
            case LENGTH_64 -> buffer.getLong(offset + MIN_HEADER, BIG_ENDIAN);
            default -> length;
        };
    }

    private boolean isBroken(DirectBuffer buffer, int offset, long length) {
        int first = buffer.getByte(offset);
        int opcode = first & OPCODE;
        if ((first & RESERVED) != 0 || (buffer.getByte(offset + 1) & MASKED) != 0) {
            return die("reserved bits or a mask");
        }
        if (length < 0 || length > maxBytes || (opcode == CONTINUATION && length + fragmentsLength > maxBytes)) {
            return die("a message of more than " + maxBytes + " bytes");
        }
        if (opcode >= CLOSE && (opcode > PONG || (first & FIN) == 0 || length > MAX_CONTROL_LENGTH)) {
            return die("a malformed control frame");
        }
        if (opcode < CLOSE && (opcode > BINARY || (opcode == CONTINUATION) != fragmented)) {
            return die("a fragment out of place, or an unknown kind of frame");
        }
        return false;
    }

    private boolean take(DirectBuffer buffer, int offset, int payload, int length, long receiveTimeNs) {
        int first = buffer.getByte(offset);
        boolean isLast = (first & FIN) != 0;
        switch (first & OPCODE) {
            case TEXT, BINARY -> {
                if (isLast) {
                    return listener.onMessage(buffer, payload, length, receiveTimeNs);
                }
                fragmentsLength = 0;
                addFragment(buffer, payload, length);
                fragmented = true;
            }
            case CONTINUATION -> {
                return takeContinuation(buffer, payload, length, isLast, receiveTimeNs);
            }
            case CLOSE -> {
                dead = true;
                listener.onClose();
            }
            case PING -> listener.onPing(buffer, payload, length);
            default -> {
                // a pong: nobody asked
            }
        }
        return true;
    }

    private boolean takeContinuation(DirectBuffer buffer, int payload, int length, boolean isLast, long receiveTimeNs) {
        if (!wholeOfFragments) {
            addFragment(buffer, payload, length);
        }
        if (!isLast) {
            return true;
        }
        wholeOfFragments = true;
        if (!listener.onMessage(fragments, 0, fragmentsLength, receiveTimeNs)) {
            return false;
        }
        wholeOfFragments = false;
        fragmented = false;
        fragmentsLength = 0;
        return true;
    }

    private void addFragment(DirectBuffer buffer, int offset, int length) {
        fragments.putBytes(fragmentsLength, buffer, offset, length);
        fragmentsLength += length;
    }

    private boolean die(String what) {
        dead = true;
        listener.onProtocolError(what);
        return true;
    }
}
