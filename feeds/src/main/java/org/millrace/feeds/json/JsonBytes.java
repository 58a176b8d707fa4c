package org.millrace.feeds.json;

import org.millrace.codecs.LittleEndian;

/**
 * Steps over the parts of a JSON text, eight bytes at a time. Loads reach up to {@link #SLACK} bytes behind the text's
 * end: the array must have them, their content does not matter.
 */
public final class JsonBytes {
    /** Bytes behind a text that loads may touch. */
    public static final int SLACK = 32;

    /** Answers that there is no such position, or no such number. */
    public static final int NONE = -1;

    /** Most digits of an integer. */
    public static final int MAX_DIGITS = 18;

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long ABOVE_NINE = 0x7676767676767676L; // 0x80 - 10: a digit above 9 carries to the high bit
    private static final long QUOTES = '"' * LOW_BITS;
    private static final long BACKSLASHES = '\\' * LOW_BITS;
    private static final long LINE_FEEDS = '\n' * LOW_BITS;
    private static final long TABS = '\t' * LOW_BITS;
    private static final long COMMAS = ',' * LOW_BITS;
    private static final long CLOSING = '}' * LOW_BITS; // and, with its sixth bit set, the bracket
    private static final long SIXTH_BITS = 0x20 * LOW_BITS;
    private static final int QUOTE_BEHIND_ZERO = '0' | '"' << 8;
    private static final long[] POWERS = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
    };

    private JsonBytes() {}

    /** Returns where the next byte that is not white space stands, {@code end} if there is none. */
    public static int skipSpace(byte[] bytes, int position, int end) {
        int i = position;
        while (i < end && isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Returns where a string's closing quote or its first backslash stands; {@code end} or more if there is none. */
    public static int textEnd(byte[] bytes, int position, int end) {
        int i = position;
        while (i < end) {
            long word = LittleEndian.longAt(bytes, i);
            long found = textEnds(word);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += Long.BYTES;
        }
        return end;
    }

    /** Returns the place of the first quote in two words, 16 if there is none. */
    public static int quoteIn(long head, long tail) {
        return place(zeroIn(head ^ QUOTES), zeroIn(tail ^ QUOTES));
    }

    /** Returns the place of the first comma or closing bracket in two words, 16 if there is none. */
    public static int bareEndIn(long head, long tail) {
        return place(bareEnds(head), bareEnds(tail));
    }

    /** Returns where the next quote stands; {@code end} or more if there is none. */
    public static int quote(byte[] bytes, int position, int end) {
        return find(bytes, position, end, QUOTES);
    }

    /** Returns where the next line feed stands; {@code end} or more if there is none. */
    public static int lineFeed(byte[] bytes, int position, int end) {
        return find(bytes, position, end, LINE_FEEDS);
    }

    /** Returns where the next tabulator stands; {@code end} or more if there is none. */
    public static int tab(byte[] bytes, int position, int end) {
        return find(bytes, position, end, TABS);
    }

    /** Returns where a string's closing quote stands, given its first backslash; {@link #NONE} if there is none. */
    public static int escapedTextEnd(byte[] bytes, int backslash, int end) {
        int i = backslash;
        while (i < end && bytes[i] == '\\') {
            i = textEnd(bytes, i + 2, end);
        }
        return i < end ? i : NONE;
    }

    /** Returns how many digits follow each other from {@code position} on, 24 at most. */
    public static int digitCount(byte[] bytes, int position) {
        long other = notDigits(LittleEndian.longAt(bytes, position));
        if (other != 0) {
            return Long.numberOfTrailingZeros(other) >>> 3;
        }
        other = notDigits(LittleEndian.longAt(bytes, position + Long.BYTES));
        if (other != 0) {
            return Long.BYTES + (Long.numberOfTrailingZeros(other) >>> 3);
        }
        other = notDigits(LittleEndian.longAt(bytes, position + 2 * Long.BYTES));
        return 2 * Long.BYTES + (other == 0 ? Long.BYTES : Long.numberOfTrailingZeros(other) >>> 3);
    }

    /** Returns how many digits there are: as many as expected, if they end at {@code behind}; otherwise they are counted. */
    public static int digitCount(byte[] bytes, int position, char behind, int expected) {
        return bytes[position + expected] == behind ? expected : digitCount(bytes, position);
    }

    /**
     * Returns the length of a text that ends in a digit: as expected, if its quote stands there; otherwise the quote is
     * looked for.
     *
     * @param expected 1 or more
     */
    public static int textLength(byte[] bytes, int position, int end, int expected) {
        int last = LittleEndian.shortAt(bytes, position + expected - 1) - QUOTE_BEHIND_ZERO;
        return last >= 0 && last <= 9 ? expected : Math.min(quote(bytes, position, end) - position, SLACK - 1);
    }

    /**
     * Returns the number that digits make.
     *
     * @param count of digits, as {@link #digitCount} found them; 1 to {@link #MAX_DIGITS}
     */
    public static long natural(byte[] bytes, int position, int count) {
        long first = LittleEndian.longAt(bytes, position) ^ ZEROS;
        if (count <= Long.BYTES) {
            return eightDigits(first << ((Long.BYTES - count) << 3));
        }
        int rest = count - Long.BYTES;
        long number = eightDigits(first);
        long second = LittleEndian.longAt(bytes, position + Long.BYTES) ^ ZEROS;
        if (rest <= Long.BYTES) {
            return number * POWERS[rest] + eightDigits(second << ((Long.BYTES - rest) << 3));
        }
        number = number * POWERS[Long.BYTES] + eightDigits(second);
        for (int i = 2 * Long.BYTES; i < count; i++) {
            number = number * 10 + bytes[position + i] - '0';
        }
        return number;
    }

    /**
     * Returns the number that digits make, or {@link #NONE} if one of them is none.
     *
     * @param count of digits, 1 to 16; other counts are answered by {@link #NONE}
     */
    public static long naturalIfDigits(byte[] bytes, int position, int count) {
        int start = position + count - 2 * Long.BYTES;
        if (count > 2 * Long.BYTES || count < 1 || start < 0) {
            return NONE;
        }
        long first = LittleEndian.longAt(bytes, start) ^ ZEROS;
        long second = LittleEndian.longAt(bytes, start + Long.BYTES) ^ ZEROS;
        if (count <= Long.BYTES) { // what is before the number reads as zeros
            first = 0;
            second &= -1L << ((Long.BYTES - count) << 3);
        } else {
            first &= -1L << ((2 * Long.BYTES - count) << 3);
        }
        if (((first | (first + ABOVE_NINE) | second | (second + ABOVE_NINE)) & HIGH_BITS) != 0) {
            return NONE;
        }
        return eightDigits(first) * POWERS[Long.BYTES] + eightDigits(second);
    }

    /**
     * Tells whether all bytes are digits.
     *
     * @param count 9 to 16
     */
    public static boolean areDigits(byte[] bytes, int position, int count) {
        long first = notDigits(LittleEndian.longAt(bytes, position));
        return (first | notDigits(LittleEndian.longAt(bytes, position + count - Long.BYTES))) == 0;
    }

    /** Returns a word's bytes in front of its first quote, the others zero; the whole word if it has none. */
    public static long beforeQuote(long word) {
        long found = zeroIn(word ^ QUOTES);
        return found == 0 ? word : word & ((Long.lowestOneBit(found) >>> 7) - 1);
    }

    /** Returns where a number that begins at {@code position} ends, {@code position} if none does. */
    public static int numberEnd(byte[] bytes, int position, int end) {
        int i = position + (bytes[position] == '-' ? 1 : 0);
        i += digitCount(bytes, i);
        while (i < end && isOfNumber(bytes[i])) {
            i++;
        }
        return Math.min(i, end);
    }

    /** Answers whether a text is one array, white space around it or not, whose first item begins with this byte. */
    public static boolean isArrayOf(int first, byte[] bytes, int position, int end) {
        int start = skipSpace(bytes, position, end);
        if (start >= end || bytes[start] != '[') {
            return false;
        }
        int behind = skipNested(bytes, start, end);
        return behind != NONE
                && skipSpace(bytes, behind, end) == end
                && bytes[skipSpace(bytes, start + 1, end)] == first;
    }

    /** Returns where the comma or closing bracket behind a number stands; {@code end} or more if there is none. */
    public static int bareEnd(byte[] bytes, int position, int end) {
        int i = position;
        while (i < end) {
            long word = LittleEndian.longAt(bytes, i);
            long found = bareEnds(word);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += Long.BYTES;
        }
        return end;
    }

    /** Returns where an object or array that begins at {@code position} ends (behind its bracket), or {@link #NONE}. */
    public static int skipNested(byte[] bytes, int position, int end) {
        long kinds = 0; // a bit a level: 1 = object
        int depth = 0;
        int i = position;
        while (i < end) {
            byte b = bytes[i++];
            if (b == '"') {
                i = stringEnd(bytes, i, end) + 1;
                if (i == 0) {
                    return NONE;
                }
            } else if (b == '[' || b == '{') {
                if (++depth == Long.SIZE) {
                    return NONE;
                }
                kinds = (kinds << 1) | (b == '{' ? 1 : 0);
            } else if (b == ']' || b == '}') {
                if ((kinds & 1) != (b == '}' ? 1 : 0)) {
                    return NONE;
                }
                kinds >>>= 1;
                if (--depth == 0) {
                    return i;
                }
            }
        }
        return NONE;
    }

    /** Returns where a string's closing quote stands, or {@link #NONE}. */
    static int stringEnd(byte[] bytes, int position, int end) {
        int i = textEnd(bytes, position, end);
        if (i >= end) {
            return NONE;
        }
        return bytes[i] == '"' ? i : escapedTextEnd(bytes, i, end);
    }

    private static int find(byte[] bytes, int position, int end, long pattern) {
        int i = position;
        while (i < end) {
            long found = zeroIn(LittleEndian.longAt(bytes, i) ^ pattern);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            i += Long.BYTES;
        }
        return end;
    }

    private static int place(long inHead, long inTail) {
        return inHead != 0
                ? Long.numberOfTrailingZeros(inHead) >>> 3
                : Long.BYTES + (Long.numberOfTrailingZeros(inTail) >>> 3);
    }

    private static long textEnds(long word) {
        return zeroIn(word ^ QUOTES) | zeroIn(word ^ BACKSLASHES);
    }

    private static long bareEnds(long word) {
        return zeroIn(word ^ COMMAS) | zeroIn((word | SIXTH_BITS) ^ CLOSING);
    }

    /** Sets the high bit of the first byte that is zero; bytes behind it may have theirs set by chance. */
    private static long zeroIn(long word) {
        return (word - LOW_BITS) & ~word & HIGH_BITS;
    }

    private static long notDigits(long word) {
        long values = word ^ ZEROS;
        return (values | (values + ABOVE_NINE)) & HIGH_BITS;
    }

    /** Returns the number that eight digits make, the first of them in the lowest byte. */
    private static long eightDigits(long word) {
        long pairs = word * 10 + (word >>> 8);
        long high = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
        long low = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
        return (high + low) >>> 32;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isOfNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
    }
}
