package org.millrace.feeds.simulator.market;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** How often a stream of diffs speaks. */
public enum DiffPace {
    /** Ten times a second. */
    FAST(100),
    /** Once a second. */
    SLOW(1_000);

    /** Each of them; not to be written to. */
    static final DiffPace[] ALL = values();

    private final long intervalNs;

    DiffPace(long intervalMs) {
        intervalNs = MILLISECONDS.toNanos(intervalMs);
    }

    /** Answers whether a diff is due at a time. */
    boolean isDue(long timeNs) {
        return timeNs % intervalNs == 0;
    }

    /** Returns its place among all; written nowhere. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }
}
