package org.millrace.feeds.json;

import org.millrace.codecs.decimal.Decimals;

/** The text of one JSON string, escapes replaced, or of one number; refilled by the next. */
public final class JsonScalar {
    private static final int MAX_ESCAPED_LENGTH = 256;

    private final byte[] text = new byte[MAX_ESCAPED_LENGTH + JsonBytes.SLACK];
    private byte[] source;
    private int start;
    private int length;
    private boolean isText;
    private boolean isNumber;

    /** Takes a field of an object; false if there is none, or it holds others, or an escape in it is none. */
    public boolean take(byte[] bytes, JsonFields fields, int slot) {
        int field = fields.find(slot);
        return field != JsonBytes.NONE && take(bytes, fields.kind(field), fields.start(field), fields.end(field));
    }

    /** Takes an item of an array, as a field. */
    public boolean take(byte[] bytes, JsonItems items, int item) {
        return item < items.count() && take(bytes, items.kind(item), items.start(item), items.end(item));
    }

    public boolean isText() {
        return isText;
    }

    /** Returns the array that {@link #start()} refers to. */
    public byte[] source() {
        return source;
    }

    public int start() {
        return start;
    }

    public int length() {
        return length;
    }

    /** Tells whether it is a string of these bytes. */
    public boolean is(byte[] word) {
        return isText && length == word.length && startsWith(word);
    }

    /** Tells whether it begins with these bytes. */
    public boolean startsWith(byte[] word) {
        if (length < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (source[start + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the natural number that it is, in quotes or without; {@link JsonBytes#NONE} if it is none. */
    public long natural() {
        if (length < 1 || length > JsonBytes.MAX_DIGITS || JsonBytes.digitCount(source, start) < length) {
            return JsonBytes.NONE;
        }
        return JsonBytes.natural(source, start, length);
    }

    /** Returns the decimal that it is, in quotes or without, as {@link Decimals#parse} does. */
    public long decimal(int exponent) {
        return isText || isNumber ? Decimals.parse(source, start, length, exponent) : Decimals.MALFORMED;
    }

    /** Returns how many digits stand behind its point; {@link JsonBytes#NONE} where a power of ten does. */
    public int decimals() {
        for (int i = length - 1; i >= 0; i--) {
            byte b = source[start + i];
            if (b == '.') {
                return length - 1 - i;
            }
            if (b < '0' || b > '9') {
                return JsonBytes.NONE;
            }
        }
        return 0;
    }

    private boolean take(byte[] bytes, byte kind, int from, int to) {
        source = bytes;
        start = from;
        length = to - from;
        isText = kind == JsonFields.STRING || kind == JsonFields.ESCAPED;
        isNumber = kind == JsonFields.NUMBER;
        return isText ? kind == JsonFields.STRING || unescape() : isNumber;
    }

    private boolean unescape() {
        int unescaped = length > MAX_ESCAPED_LENGTH ? JsonBytes.NONE : JsonText.unescape(source, start, length, text);
        source = text;
        start = 0;
        length = unescaped;
        return unescaped != JsonBytes.NONE;
    }
}
