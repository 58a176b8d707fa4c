package org.millrace.feeds.binance;

/**
 * Watches the trade ids of one symbol, which follow each other without a hole. Of trades and aggregate trades it takes
 * the kind that it sees first: both together would count volume twice.
 */
final class TradeContinuity {
    private static final long NOTHING_SEEN = -1;
    private static final long MAX_STEP = 1_000_000; // back by more: the last id was damaged, or the venue counts anew

    private FrameKind kind;
    private long lastId = NOTHING_SEEN;

    boolean takes(FrameKind other) {
        return kind == null || kind == other;
    }

    /** Tells whether trades are missing between the last one and this. */
    boolean isGap(long id) {
        return id > lastId + 1 && lastId != NOTHING_SEEN;
    }

    long lastId() {
        return lastId;
    }

    void onTrade(FrameKind of, long id) {
        kind = of;
        lastId = id > lastId || lastId - id > MAX_STEP ? id : lastId;
    }
}
