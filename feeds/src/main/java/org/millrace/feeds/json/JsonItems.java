package org.millrace.feeds.json;

/** Where the items of one JSON array lie. Kinds of items are those of {@link JsonFields}. */
public final class JsonItems {
    /** Most items of an array. */
    public static final int CAPACITY = 32;

    private final int[] starts = new int[CAPACITY];
    private final int[] ends = new int[CAPACITY];
    private final byte[] kinds = new byte[CAPACITY];
    private int count;

    /**
     * Scans the array at {@code position}.
     *
     * @return where it ends, behind its bracket; {@link JsonBytes#NONE} if it is none, or too large
     */
    public int scan(byte[] bytes, int position, int end) {
        count = 0;
        if (position >= end || bytes[position] != '[') {
            return JsonBytes.NONE;
        }
        int i = JsonBytes.skipSpace(bytes, position + 1, end);
        if (i < end && bytes[i] == ']') {
            return i + 1;
        }
        while (i < end && count < CAPACITY) {
            i = item(bytes, i, end);
            if (i == JsonBytes.NONE) {
                return JsonBytes.NONE;
            }
            i = JsonBytes.skipSpace(bytes, i, end);
            if (i >= end) {
                return JsonBytes.NONE;
            }
            byte next = bytes[i];
            if (next == ']') {
                return i + 1;
            }
            if (next != ',') {
                return JsonBytes.NONE;
            }
            i = JsonBytes.skipSpace(bytes, i + 1, end);
        }
        return JsonBytes.NONE;
    }

    public int count() {
        return count;
    }

    public byte kind(int item) {
        return kinds[item];
    }

    /** Returns where an item begins; a string's behind its quote. */
    public int start(int item) {
        return starts[item];
    }

    /** Returns where an item ends; a string's at its quote. */
    public int end(int item) {
        return ends[item];
    }

    /** Returns where the item ends, its quote included, or {@link JsonBytes#NONE}. */
    private int item(byte[] bytes, int position, int end) {
        byte first = bytes[position];
        int next =
                switch (first) {
                    case JsonFields.STRING -> JsonBytes.stringEnd(bytes, position + 1, end);
                    case JsonFields.ARRAY, JsonFields.OBJECT -> JsonBytes.skipNested(bytes, position, end);
                    case JsonFields.TRUE, JsonFields.FALSE, JsonFields.NULL ->
                        JsonFields.wordEnd(bytes, position, first);
                    default -> number(bytes, position, end);
                };
        if (next == JsonBytes.NONE || next > end) {
            return JsonBytes.NONE;
        }
        boolean isText = first == JsonFields.STRING;
        starts[count] = isText ? position + 1 : position;
        ends[count] = next;
        kinds[count] = kind(bytes, first, position + 1, next);
        count++;
        return isText ? next + 1 : next;
    }

    private static int number(byte[] bytes, int position, int end) {
        int i = JsonBytes.numberEnd(bytes, position, end);
        return i == position ? JsonBytes.NONE : i;
    }

    private static byte kind(byte[] bytes, byte first, int start, int end) {
        return switch (first) {
            case JsonFields.STRING ->
                JsonBytes.textEnd(bytes, start, end) < end ? JsonFields.ESCAPED : JsonFields.STRING;
            case JsonFields.ARRAY, JsonFields.OBJECT, JsonFields.TRUE, JsonFields.FALSE, JsonFields.NULL -> first;
            default -> JsonFields.NUMBER;
        };
    }
}
