package org.millrace.feeds.msgpack;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where the values of one map lie, whatever their order. A key of one ASCII letter has that letter as its slot; longer
 * keys have a slot if they were named.
 */
public final class MsgpackFields {
    /** Slot of the first named key; the others follow. */
    public static final int NAMED = 128;

    /** Most keys of a map. */
    public static final int CAPACITY = 64;

    private static final int NO_SLOT = -1;

    private final byte[][] names;
    private final long[] found; // by slot: scan × CAPACITY + field
    private final int[] starts = new int[CAPACITY];
    private final int[] ends = new int[CAPACITY];
    private long scan;
    private int count;

    public MsgpackFields(String... names) {
        this.names = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            this.names[i] = names[i].getBytes(UTF_8);
        }
        found = new long[NAMED + names.length];
    }

    /**
     * Scans the map at {@code position}.
     *
     * @return where it ends; {@link MsgpackBytes#NONE} if it is none, names a key twice, or is too large
     */
    public int scan(byte[] bytes, int position, int end) {
        scan++;
        count = 0;
        int size = MsgpackBytes.mapSize(bytes, position, end);
        if (size == MsgpackBytes.NONE || size > CAPACITY) {
            return MsgpackBytes.NONE;
        }
        int i = MsgpackBytes.elements(bytes, position, end);
        for (int n = 0; n < size && i != MsgpackBytes.NONE; n++) {
            i = field(bytes, i, end);
        }
        return i;
    }

    /** Returns the index of a slot's field in this scan, or {@link MsgpackBytes#NONE}. */
    public int find(int slot) {
        long entry = found[slot] - scan * CAPACITY;
        return entry >= 0 && entry < CAPACITY ? (int) entry : MsgpackBytes.NONE;
    }

    /** Returns where a field's value begins. */
    public int start(int field) {
        return starts[field];
    }

    /** Returns where a field's value ends. */
    public int end(int field) {
        return ends[field];
    }

    private int field(byte[] bytes, int position, int end) {
        int length = MsgpackBytes.textLength(bytes, position, end);
        int slot = NO_SLOT;
        int value;
        if (length == MsgpackBytes.NONE) {
            value = MsgpackBytes.skip(bytes, position, end); // a key that is no text is none of ours
        } else {
            int start = MsgpackBytes.textStart(bytes, position);
            slot = slot(bytes, start, length);
            value = start + length;
        }
        if (value == MsgpackBytes.NONE || (slot != NO_SLOT && find(slot) != MsgpackBytes.NONE)) {
            return MsgpackBytes.NONE;
        }
        starts[count] = value;
        ends[count] = MsgpackBytes.skip(bytes, value, end);
        if (slot != NO_SLOT) {
            found[slot] = scan * CAPACITY + count;
        }
        return ends[count++];
    }

    private int slot(byte[] bytes, int start, int length) {
        if (length == 1) {
            int letter = bytes[start];
            return letter > 0 ? letter : NO_SLOT;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].length == length && matches(bytes, start, names[i])) {
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
