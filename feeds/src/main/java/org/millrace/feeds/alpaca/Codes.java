package org.millrace.feeds.alpaca;

import org.millrace.codecs.decimal.Decimals;

/** Codes of one character each in the bytes of a number, the first in the lowest; the schema's eight characters. */
final class Codes {
    private static final int FIRST_PRINTABLE = ' ';
    private static final int LAST_PRINTABLE = '~';

    private Codes() {}

    /** Adds the characters of a text, as far as there is room; {@link Decimals#MALFORMED} if they are not ASCII. */
    static long add(long codes, byte[] text, int offset, int length) {
        long sum = codes;
        int count = Long.BYTES - Long.numberOfLeadingZeros(codes) / Byte.SIZE;
        for (int i = 0; i < length; i++) {
            int code = text[offset + i];
            if (code < FIRST_PRINTABLE || code > LAST_PRINTABLE) {
                return Decimals.MALFORMED;
            }
            if (count < Long.BYTES) {
                sum |= (long) code << (count++ * Byte.SIZE);
            }
        }
        return sum;
    }
}
