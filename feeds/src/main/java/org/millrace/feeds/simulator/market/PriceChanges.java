package org.millrace.feeds.simulator.market;

import java.util.Arrays;

/** Prices of one side that changed since a diff was sent, as keys that rise towards the best. */
final class PriceChanges {
    private static final int INITIAL_CAPACITY = 1024;

    private long[] keys = new long[INITIAL_CAPACITY];
    private int count;

    void add(long key) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
        }
        keys[count++] = key;
    }

    /** Sorts the keys, each once, and returns how many they are. */
    int sort() {
        Arrays.sort(keys, 0, count);
        int unique = 0;
        for (int i = 0; i < count; i++) {
            if (unique == 0 || keys[unique - 1] != keys[i]) {
                keys[unique++] = keys[i];
            }
        }
        count = unique;
        return unique;
    }

    /** Returns a key of those sorted, 0 being the best. */
    long key(int index) {
        return keys[count - 1 - index];
    }

    void forget() {
        count = 0;
    }
}
