package org.millrace.bench.client;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/** Layout of a WebSocket frame from a server, RFC 6455, section 5.2: never masked, here never fragmented. */
public final class ServerFrame {
    /** Opcode of text. */
    public static final int TEXT = 1;
    /** Opcode of bytes. */
    public static final int BINARY = 2;
    /** Opcode of a good-bye. */
    public static final int CLOSE = 8;

    /** Length of a frame that has not come as a whole. */
    public static final int INCOMPLETE = -1;

    private static final int IN_TWO_BYTES = 126;
    private static final int IN_EIGHT_BYTES = 127;

    private ServerFrame() {}

    /** Returns the bytes of the frame at {@code offset} with its header, or {@link #INCOMPLETE}. */
    public static int length(DirectBuffer buffer, int offset, int limit) {
        if (limit - offset < 2 || limit - offset < headerLength(buffer, offset)) {
            return INCOMPLETE;
        }
        int headerLength = headerLength(buffer, offset);
        long payloadLength =
                switch (headerLength) {
                    case 2 -> buffer.getByte(offset + 1);
                    case 4 -> buffer.getShort(offset + 2, BIG_ENDIAN) & 0xFFFF;
                    default -> buffer.getLong(offset + 2, BIG_ENDIAN);
                };
        return payloadLength > limit - offset - headerLength ? INCOMPLETE : headerLength + (int) payloadLength;
    }

    /** Returns the bytes before the payload. */
    public static int headerLength(DirectBuffer buffer, int offset) {
        return switch (buffer.getByte(offset + 1)) {
            case IN_TWO_BYTES -> 4;
            case IN_EIGHT_BYTES -> 10;
            default -> 2;
        };
    }

    static int opcode(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset) & 0xF;
    }
}
