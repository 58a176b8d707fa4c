package org.millrace.codecs.instrument;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Finds the id of a venue's symbol by the symbol's bytes: an open-addressing table of bounded size, without allocation
 * after it was made. Single-threaded.
 */
public final class InstrumentTable {
    /** Most bytes of a symbol. */
    public static final int MAX_SYMBOL_LENGTH = 32;

    /** Answer of {@link #find}: the symbol was never put. */
    public static final int NOT_FOUND = -1;

    private static final int WORDS = MAX_SYMBOL_LENGTH / Long.BYTES;
    private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio

    private final int capacity;
    private final int mask;
    private final int[] tags; // venue and length of each entry, + 1: 0 is an empty slot
    private final int[] ids;
    private final long[] symbols; // WORDS an entry, padded with zeros
    private int size;

    /**
     * Makes an empty table.
     *
     * @param capacity most symbols, 1 or more
     */
    public InstrumentTable(int capacity) {
        if (capacity < 1 || capacity > 1 << 24) {
            throw new IllegalArgumentException("capacity: " + capacity + ", expected 1 to 2^24");
        }
        this.capacity = capacity;
        int slots = Integer.highestOneBit(capacity) * 4; // at most half full
        mask = slots - 1;
        tags = new int[slots];
        ids = new int[slots];
        symbols = new long[slots * WORDS];
    }

    /** Returns how many symbols were put. */
    public int size() {
        return size;
    }

    /** Returns the id of a symbol, or {@link #NOT_FOUND}. */
    public int find(int venue, DirectBuffer symbol, int offset, int length) {
        if (length > MAX_SYMBOL_LENGTH) {
            return NOT_FOUND;
        }
        int slot = slot(tag(venue, length), symbol, offset, length);
        return tags[slot] == 0 ? NOT_FOUND : ids[slot];
    }

    /**
     * Remembers the id of a symbol; an id put before is replaced.
     *
     * @return false if the table is full or the symbol too long: nothing was remembered
     */
    public boolean put(int venue, DirectBuffer symbol, int offset, int length, int id) {
        if (length > MAX_SYMBOL_LENGTH) {
            return false;
        }
        int tag = tag(venue, length);
        int slot = slot(tag, symbol, offset, length);
        if (tags[slot] == 0) {
            if (size == capacity) {
                return false;
            }
            size++;
            tags[slot] = tag;
            for (int i = 0, word = 0; i < length; i += Long.BYTES, word++) {
                symbols[slot * WORDS + word] = word(symbol, offset + i, length - i);
            }
        }
        ids[slot] = id;
        return true;
    }

    /** Returns the slot that holds the symbol, or the empty one where it would go. */
    private int slot(int tag, DirectBuffer symbol, int offset, int length) {
        int slot = hash(tag, symbol, offset, length) & mask;
        while (tags[slot] != 0 && !(tags[slot] == tag && isSymbol(slot, symbol, offset, length))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isSymbol(int slot, DirectBuffer symbol, int offset, int length) {
        for (int i = 0, word = slot * WORDS; i < length; i += Long.BYTES, word++) {
            if (symbols[word] != word(symbol, offset + i, length - i)) {
                return false;
            }
        }
        return true;
    }

    private static int tag(int venue, int length) {
        return (venue << 8 | length) + 1;
    }

    private static int hash(int tag, DirectBuffer symbol, int offset, int length) {
        long hash = tag * MIX;
        for (int i = 0; i < length; i += Long.BYTES) {
            hash = (hash ^ word(symbol, offset + i, length - i)) * MIX;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ (hash >>> 20));
    }

    /** Returns up to eight bytes, the first lowest, padded with zeros. */
    private static long word(DirectBuffer symbol, int offset, int length) {
        if (length >= Long.BYTES) {
            return symbol.getLong(offset, LITTLE_ENDIAN);
        }
        if (offset + Long.BYTES <= symbol.capacity()) {
            return symbol.getLong(offset, LITTLE_ENDIAN) & ((1L << (length << 3)) - 1);
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (word << 8) | (symbol.getByte(offset + i) & 0xFF);
        }
        return word;
    }
}
