package org.millrace.codecs.decimal;

import org.millrace.codecs.LittleEndian;

/** Eight characters at a time: a word has the first of them in its lowest byte, less {@code '0'} by exclusive or. */
final class DigitWords {
    static final long ZEROS = 0x3030303030303030L;
    private static final long POINTS = 0x1E1E1E1E1E1E1E1EL; // '.' ^ '0'
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ABOVE_NINE = 0x7676767676767676L; // 0x80 - 10: a digit above 9 carries to the high bit

    private DigitWords() {}

    static long load(byte[] bytes, int offset) {
        return LittleEndian.longAt(bytes, offset) ^ ZEROS;
    }

    /** Makes zeros of all but the last {@code count} characters, 1 to 8. */
    static long last(long word, int count) {
        return word & (-1L << ((Long.BYTES - count) << 3));
    }

    /** Returns the place of the first point, or 8. */
    static int point(long word) {
        long zeroed = word ^ POINTS;
        return Long.numberOfTrailingZeros((zeroed - LOW_BITS) & ~zeroed & HIGH_BITS) >>> 3;
    }

    /** Moves the characters before {@code place} one up, over the one at it; the last of {@code before} follows them. */
    static long closeGap(long word, int place, long before) {
        long lower = (1L << (place << 3)) - 1;
        long upper = ~lower & ~(0xFFL << (place << 3));
        return (word & upper) | ((word & lower) << 8) | (before >>> 56);
    }

    static boolean areDigits(long first, long second) {
        return ((first | (first + ABOVE_NINE) | second | (second + ABOVE_NINE)) & HIGH_BITS) == 0;
    }

    /** Returns the number that eight digits make. */
    static long number(long word) {
        long pairs = word * 10 + (word >>> 8);
        long outer = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
        long inner = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
        return (outer + inner) >>> 32;
    }
}
