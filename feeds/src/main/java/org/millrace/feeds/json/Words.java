package org.millrace.feeds.json;

import org.millrace.codecs.LittleEndian;

/** Text that is known beforehand, compared eight bytes at a time. The first byte is the lowest of its word. */
public final class Words {
    private Words() {}

    /** Returns the word that up to eight ASCII characters are; the bytes behind them are zero. */
    public static long of(String text) {
        long word = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | text.charAt(i);
        }
        return word;
    }

    /** Returns the mask of a word's first bytes, 1 to 8 of them. */
    public static long first(int bytes) {
        return -1L >>> (Long.SIZE - bytes * Byte.SIZE);
    }

    /** Tells whether the eight bytes at {@code position} are this word. */
    public static boolean is(byte[] bytes, int position, long word) {
        return LittleEndian.longAt(bytes, position) == word;
    }

    /** Tells whether the bytes at {@code position} are this word, as far as the mask reaches. */
    public static boolean is(byte[] bytes, int position, long word, long mask) {
        return (LittleEndian.longAt(bytes, position) & mask) == word;
    }
}
