package org.millrace.feeds.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.millrace.codecs.LittleEndian;

/**
 * Where the values of one JSON object lie, whatever their order. A key of one ASCII letter has that letter as its slot;
 * longer keys have a slot if they were named. A value of a slot that is given fields of its own is scanned into them.
 */
public final class JsonFields {
    /** Kinds of values: the byte they begin with; numbers are '0'. */
    public static final byte STRING = '"', ESCAPED = '\\', NUMBER = '0', TRUE = 't', FALSE = 'f', NULL = 'n';
    /** Kinds of values that hold others. */
    public static final byte OBJECT = '{', ARRAY = '[';

    /** Slot of the first named key; the others follow. */
    public static final int NAMED = 128;

    /** Most fields of an object. */
    public static final int CAPACITY = 64;

    private static final int NO_SLOT = -1;
    private static final int MAX_NAME_LENGTH = 32;
    private static final int TRUE_WORD = 0x65757274;
    private static final int NULL_WORD = 0x6C6C756E;
    private static final int ALSE_WORD = 0x65736C61;

    private final byte[][] names;
    private final long[] found; // by slot: scan × CAPACITY + field
    private final int[] slots = new int[CAPACITY];
    private final int[] starts = new int[CAPACITY];
    private final int[] ends = new int[CAPACITY];
    private final byte[] kinds = new byte[CAPACITY];
    private final byte[] key = new byte[MAX_NAME_LENGTH + JsonBytes.SLACK];
    private int nestedSlot = NO_SLOT;
    private JsonFields nested;
    private long scan;
    private int count;

    public JsonFields(String... names) {
        this.names = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            this.names[i] = names[i].getBytes(UTF_8);
        }
        found = new long[NAMED + names.length];
    }

    /** Scans objects under a slot into {@code fields}, where they can be looked up until the next scan. */
    public JsonFields nest(int slot, JsonFields fields) {
        nestedSlot = slot;
        nested = fields;
        return this;
    }

    /**
     * Scans the object at {@code position}.
     *
     * @return where it ends, behind its bracket; {@link JsonBytes#NONE} if it is none, names a key twice, or is too large
     */
    public int scan(byte[] bytes, int position, int end) {
        scan++;
        count = 0;
        int i = JsonBytes.skipSpace(bytes, position, end);
        if (i >= end || bytes[i] != '{') {
            return JsonBytes.NONE;
        }
        i = JsonBytes.skipSpace(bytes, i + 1, end);
        if (i < end && bytes[i] == '}') {
            return i + 1;
        }
        while (i < end && count < CAPACITY) {
            i = field(bytes, i, end);
            if (i == JsonBytes.NONE) {
                return JsonBytes.NONE;
            }
            i = JsonBytes.skipSpace(bytes, i, end);
            if (i >= end) {
                return JsonBytes.NONE;
            }
            byte next = bytes[i];
            if (next == '}') {
                return i + 1;
            }
            if (next != ',') {
                return JsonBytes.NONE;
            }
            i = JsonBytes.skipSpace(bytes, i + 1, end);
        }
        return JsonBytes.NONE;
    }

    /** Returns the index of a slot's field in this scan, in the order of the text, or {@link JsonBytes#NONE}. */
    public int find(int slot) {
        long entry = found[slot] - scan * CAPACITY;
        return entry >= 0 && entry < CAPACITY ? (int) entry : JsonBytes.NONE;
    }

    public boolean has(int slot) {
        return find(slot) != JsonBytes.NONE;
    }

    public int count() {
        return count;
    }

    /** Returns the slot of a field, −1 where its key has none. */
    public int slot(int field) {
        return slots[field];
    }

    public byte kind(int field) {
        return kinds[field];
    }

    /** Returns where a field's value begins; a string's behind its quote. */
    public int start(int field) {
        return starts[field];
    }

    /** Returns where a field's value ends; a string's at its quote. */
    public int end(int field) {
        return ends[field];
    }

    private int field(byte[] bytes, int position, int end) {
        if (bytes[position] != '"') {
            return JsonBytes.NONE;
        }
        int keyStart = position + 1;
        int letter = bytes[keyStart];
        int slot;
        int i;
        if (bytes[keyStart + 1] == '"' && letter > '"' && letter != '\\') {
            slot = letter;
            i = keyStart + 1;
        } else {
            i = JsonBytes.stringEnd(bytes, keyStart, end);
            if (i == JsonBytes.NONE) {
                return JsonBytes.NONE;
            }
            slot = slot(bytes, keyStart, i);
        }
        i++;
        if (i < end && bytes[i] == ':') {
            i++;
        } else {
            i = JsonBytes.skipSpace(bytes, i, end);
            if (i >= end || bytes[i] != ':') {
                return JsonBytes.NONE;
            }
            i++;
        }
        i = JsonBytes.skipSpace(bytes, i, end);
        return i < end && register(slot) ? value(bytes, i, end, slot) : JsonBytes.NONE;
    }

    private boolean register(int slot) {
        slots[count] = slot;
        if (slot == NO_SLOT) {
            return true;
        }
        if (has(slot)) {
            return false;
        }
        found[slot] = scan * CAPACITY + count;
        return true;
    }

    /** Returns where the value ends, its quote included, or {@link JsonBytes#NONE}. */
    private int value(byte[] bytes, int position, int end, int slot) {
        byte first = bytes[position];
        int field = count++;
        starts[field] = position;
        kinds[field] = first;
        int next =
                switch (first) {
                    case STRING -> string(bytes, position + 1, end, field);
                    case TRUE, FALSE, NULL -> wordEnd(bytes, position, first);
                    case ARRAY -> JsonBytes.skipNested(bytes, position, end);
                    case OBJECT ->
                        slot == nestedSlot && nested != null
                                ? nested.scan(bytes, position, end)
                                : JsonBytes.skipNested(bytes, position, end);
                    default -> number(bytes, position, end, field);
                };
        if (first != STRING) {
            ends[field] = next;
        }
        return next > end ? JsonBytes.NONE : next;
    }

    private int string(byte[] bytes, int position, int end, int field) {
        int i = JsonBytes.textEnd(bytes, position, end);
        if (i < end && bytes[i] == '\\') {
            kinds[field] = ESCAPED;
            i = JsonBytes.escapedTextEnd(bytes, i, end);
        }
        if (i >= end || i == JsonBytes.NONE) {
            return JsonBytes.NONE;
        }
        starts[field] = position;
        ends[field] = i;
        return i + 1;
    }

    private int number(byte[] bytes, int position, int end, int field) {
        kinds[field] = NUMBER;
        int i = JsonBytes.numberEnd(bytes, position, end);
        return i == position ? JsonBytes.NONE : i;
    }

    /** Returns where one of JSON's three words, of which the first byte is known, ends; {@link JsonBytes#NONE}: it is none. */
    static int wordEnd(byte[] bytes, int position, byte first) {
        return switch (first) {
            case TRUE -> word(bytes, position, TRUE_WORD);
            case NULL -> word(bytes, position, NULL_WORD);
            default -> word(bytes, position + 1, ALSE_WORD);
        };
    }

    private static int word(byte[] bytes, int position, int word) {
        return (int) LittleEndian.longAt(bytes, position) == word ? position + Integer.BYTES : JsonBytes.NONE;
    }

    private int slot(byte[] bytes, int start, int keyEnd) {
        int length = keyEnd - start;
        int backslash = JsonBytes.textEnd(bytes, start, keyEnd);
        if (backslash >= keyEnd) {
            return named(bytes, start, length);
        }
        if (length > MAX_NAME_LENGTH) {
            return NO_SLOT;
        }
        int unescaped = JsonText.unescape(bytes, start, length, key);
        if (unescaped == 1 && key[0] > 0) {
            return key[0];
        }
        return unescaped == JsonBytes.NONE ? NO_SLOT : named(key, 0, unescaped);
    }

    private int named(byte[] bytes, int start, int length) {
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name.length == length && matches(bytes, start, name)) {
                return NAMED + i;
            }
        }
        return NO_SLOT;
    }

    private static boolean matches(byte[] bytes, int start, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (bytes[start + i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}
