package org.millrace.feeds.venue;

/** Watches the trade ids of one symbol, which follow each other without a hole, from one connection to the next. */
public final class TradeContinuity {
    private static final long NOTHING_SEEN = -1;
    private static final long MAX_STEP = 1_000_000; // back by more: the last id was damaged, or the venue counts anew

    private long lastId = NOTHING_SEEN;

    public boolean isEmpty() {
        return isNothing(lastId);
    }

    /** Returns the last id seen; less than 0 = none was. */
    public long lastId() {
        return lastId;
    }

    /** Tells whether trades are missing between the last one and this. */
    public boolean isGap(long id) {
        return isGap(lastId, id);
    }

    public void onTrade(long id) {
        lastId = after(lastId, id);
    }

    /** Tells whether an id says that no trade was seen. */
    public static boolean isNothing(long id) {
        return id == NOTHING_SEEN;
    }

    /** Tells whether trades are missing between one and the next. */
    public static boolean isGap(long last, long id) {
        return id > last + 1 && last != NOTHING_SEEN;
    }

    /** Returns the last id once a trade came. */
    public static long after(long last, long id) {
        return id > last || last - id > MAX_STEP ? id : last;
    }
}
