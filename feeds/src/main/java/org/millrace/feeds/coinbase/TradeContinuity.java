package org.millrace.feeds.coinbase;

/** Watches the trade ids of one product, which follow each other without a hole, from one connection to the next. */
final class TradeContinuity {
    private static final long NOTHING_SEEN = -1;
    private static final long MAX_STEP = 1_000_000; // back by more: the last id was damaged, or the venue counts anew

    private long lastId = NOTHING_SEEN;

    boolean isEmpty() {
        return lastId == NOTHING_SEEN;
    }

    /** Returns the last id seen; less than 0 = none was. */
    long lastId() {
        return lastId;
    }

    /** Tells whether trades are missing between one and the next. */
    static boolean isGap(long last, long id) {
        return id > last + 1 && last != NOTHING_SEEN;
    }

    void onTrade(long id) {
        lastId = after(lastId, id);
    }

    /** Returns the last id once a trade came. */
    static long after(long last, long id) {
        return id > last || last - id > MAX_STEP ? id : last;
    }
}
