package org.millrace.feeds.glassnode;

import java.util.TreeMap;

/** The values of one series that were published, so that a later answer tells only what is new. */
final class MetricSeries {
    private static final int CAPACITY = 16_384; // more than the longest answer that is asked for

    private final TreeMap<Long, Double> byStart = new TreeMap<>();
    private long forgottenStart = Long.MIN_VALUE;

    /** What a value is to what was published. */
    enum Change {
        NONE,
        NEW,
        REVISED
    }

    /** Tells what a value would change; what is older than all that is remembered changes nothing. */
    Change change(long start, double value) {
        Double known = byStart.get(start);
        if (known == null) {
            return start <= forgottenStart ? Change.NONE : Change.NEW;
        }
        return known == value ? Change.NONE : Change.REVISED;
    }

    /** Remembers a value that was published before the start; called for the oldest first, whatever is older is forgotten. */
    void recall(long start, double value) {
        if (byStart.isEmpty()) {
            forgottenStart = start - 1;
        }
        put(start, value);
    }

    /** Returns when the newest value's interval began; 0 = there is none. */
    long latestStart() {
        return byStart.isEmpty() ? 0 : byStart.lastKey();
    }

    /** Remembers a value that was published. */
    void put(long start, double value) {
        byStart.put(start, value);
        if (byStart.size() > CAPACITY) {
            forgottenStart = byStart.pollFirstEntry().getKey();
        }
    }
}
