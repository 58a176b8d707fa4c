package org.millrace.feeds.capture;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Reads and writes bytes as pairs of hexadecimal digits, without allocation. */
final class HexText {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final int DIGIT_BITS = 4;

    private HexText() {}

    /** Puts the bytes that a text stands for in its place; returns how many they are, less than 0 if it is no such text. */
    static int decode(MutableDirectBuffer buffer, int offset, int length) {
        if ((length & 1) != 0) {
            return -1;
        }
        int bytes = length / 2;
        for (int i = 0; i < bytes; i++) {
            int high = Character.digit(buffer.getByte(offset + 2 * i), 1 << DIGIT_BITS);
            int low = Character.digit(buffer.getByte(offset + 2 * i + 1), 1 << DIGIT_BITS);
            if ((high | low) < 0) {
                return -1;
            }
            buffer.putByte(offset + i, (byte) (high << DIGIT_BITS | low));
        }
        return bytes;
    }

    /** Writes bytes as text; returns its length. */
    static int encode(DirectBuffer from, int offset, int length, MutableDirectBuffer to, int at) {
        for (int i = 0; i < length; i++) {
            int b = from.getByte(offset + i) & 0xFF;
            to.putByte(at + 2 * i, DIGITS[b >>> DIGIT_BITS]);
            to.putByte(at + 2 * i + 1, DIGITS[b & 0xF]);
        }
        return 2 * length;
    }
}
