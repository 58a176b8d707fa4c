package org.millrace.feeds.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/** A text that is expected as it is, compared eight bytes at a time. */
public final class Literal {
    private final long[] words; // the whole ones
    private final long rest;
    private final long restMask;
    private final int length;

    /** Keeps a text of ASCII characters. */
    public Literal(String text) {
        length = text.length();
        words = new long[length / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = Words.of(text.substring(i * Long.BYTES, (i + 1) * Long.BYTES));
        }
        int left = length % Long.BYTES;
        rest = Words.of(text.substring(length - left));
        restMask = left == 0 ? 0 : Words.first(left);
    }

    public int length() {
        return length;
    }

    /** Tells whether the text stands there; loads up to eight bytes more than its length. */
    public boolean isAt(DirectBuffer buffer, int position) {
        int at = position;
        for (long word : words) {
            if (buffer.getLong(at, LITTLE_ENDIAN) != word) {
                return false;
            }
            at += Long.BYTES;
        }
        return (buffer.getLong(at, LITTLE_ENDIAN) & restMask) == rest;
    }
}
