package org.millrace.feeds.json;

import org.agrona.DirectBuffer;

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
    public int scan(DirectBuffer buffer, int position, int end) {
        count = 0;
        if (position >= end || buffer.getByte(position) != '[') {
            return JsonBytes.NONE;
        }
        int i = JsonBytes.skipSpace(buffer, position + 1, end);
        if (i < end && buffer.getByte(i) == ']') {
            return i + 1;
        }
        while (i < end && count < CAPACITY) {
            i = item(buffer, i, end);
            if (i == JsonBytes.NONE) {
                return JsonBytes.NONE;
            }
            i = JsonBytes.skipSpace(buffer, i, end);
            if (i >= end) {
                return JsonBytes.NONE;
            }
            byte next = buffer.getByte(i);
            if (next == ']') {
                return i + 1;
            }
            if (next != ',') {
                return JsonBytes.NONE;
            }
            i = JsonBytes.skipSpace(buffer, i + 1, end);
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
    private int item(DirectBuffer buffer, int position, int end) {
        byte first = buffer.getByte(position);
        int next =
                switch (first) {
                    case JsonFields.STRING -> JsonBytes.stringEnd(buffer, position + 1, end);
                    case JsonFields.ARRAY, JsonFields.OBJECT -> JsonBytes.skipNested(buffer, position, end);
                    case JsonFields.TRUE, JsonFields.FALSE, JsonFields.NULL ->
                        JsonFields.wordEnd(buffer, position, first);
                    default -> number(buffer, position, end);
                };
        if (next == JsonBytes.NONE || next > end) {
            return JsonBytes.NONE;
        }
        boolean isText = first == JsonFields.STRING;
        starts[count] = isText ? position + 1 : position;
        ends[count] = next;
        kinds[count] = kind(buffer, first, position + 1, next);
        count++;
        return isText ? next + 1 : next;
    }

    private static int number(DirectBuffer buffer, int position, int end) {
        int i = JsonBytes.numberEnd(buffer, position, end);
        return i == position ? JsonBytes.NONE : i;
    }

    private static byte kind(DirectBuffer buffer, byte first, int start, int end) {
        return switch (first) {
            case JsonFields.STRING ->
                JsonBytes.textEnd(buffer, start, end) < end ? JsonFields.ESCAPED : JsonFields.STRING;
            case JsonFields.ARRAY, JsonFields.OBJECT, JsonFields.TRUE, JsonFields.FALSE, JsonFields.NULL -> first;
            default -> JsonFields.NUMBER;
        };
    }
}
