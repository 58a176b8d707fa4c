package org.millrace.feeds.json;

/**
 * A text that is expected as it is, compared eight bytes at a time. Of a constant, the compiler makes compares with
 * constants: it trusts the fields of records not to change ({@code scripts/bench --decoding}).
 */
public record Literal(int length, long first, long second, long third, long fourth, long lastMask) {
    /** Most characters: the compiler inlines no method that becomes large. */
    public static final int MAX_LENGTH = 4 * Long.BYTES;

    /** Keeps a text of characters of one byte each. */
    public Literal(String text) {
        this(
                checked(text.length()),
                word(text, 0),
                word(text, 1),
                word(text, 2),
                word(text, 3),
                Words.first((text.length() - 1) % Long.BYTES + 1));
    }

    /** Tells whether the text stands there; loads up to seven bytes more than its length. */
    public boolean isAt(byte[] bytes, int position) {
        if (length <= Long.BYTES) {
            return Words.is(bytes, position, first, lastMask);
        }
        return Words.is(bytes, position, first) && isSecond(bytes, position + Long.BYTES);
    }

    private boolean isSecond(byte[] bytes, int position) {
        if (length <= 2 * Long.BYTES) {
            return Words.is(bytes, position, second, lastMask);
        }
        return Words.is(bytes, position, second) && isThird(bytes, position + Long.BYTES);
    }

    private boolean isThird(byte[] bytes, int position) {
        if (length <= 3 * Long.BYTES) {
            return Words.is(bytes, position, third, lastMask);
        }
        return Words.is(bytes, position, third) && Words.is(bytes, position + Long.BYTES, fourth, lastMask);
    }

    private static int checked(int length) {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("length of text: " + length + ", expected 1 to " + MAX_LENGTH);
        }
        return length;
    }

    private static long word(String text, int index) {
        int from = Math.min(index * Long.BYTES, text.length());
        return Words.of(text.substring(from, Math.min(from + Long.BYTES, text.length())));
    }
}
