package org.millrace.feeds.simulator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** How often a stream of diffs speaks. */
enum DiffPace {
    /** Ten times a second. */
    FAST(100, SimulatedStreams.DEPTH),
    /** Once a second. */
    SLOW(1_000, SimulatedStreams.SLOW_DEPTH);

    /** Each of them; not to be written to. */
    static final DiffPace[] ALL = values();

    private final long intervalNs;
    private final int streamKind;

    DiffPace(long intervalMs, int streamKind) {
        intervalNs = MILLISECONDS.toNanos(intervalMs);
        this.streamKind = streamKind;
    }

    /** Answers whether a diff is due at a time. */
    boolean isDue(long timeNs) {
        return timeNs % intervalNs == 0;
    }

    /** Returns the kind of stream that carries it. */
    int streamKind() {
        return streamKind;
    }

    /** Returns its place among all; written nowhere. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }
}
