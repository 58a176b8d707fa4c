package org.millrace.feeds;

import java.util.List;
import org.millrace.codecs.sbe.FeedReason;

/** Turns all that comes from one venue into events, on the feed's thread. */
public interface VenueDecoder extends FrameHandler, SnapshotHandler {
    /** Returns what it has counted; readable by any thread. */
    FeedCounters counters();

    /** Takes these symbols besides those that it takes; one that was told of none takes all. */
    default void add(List<String> symbols, long nowNs) {}

    /**
     * Takes a symbol no longer, and publishes that its streams have ended.
     *
     * @return false if the ring is full: nothing was done, and the same call is made again
     */
    default boolean remove(String symbol, FeedReason reason, long nowNs) {
        return true;
    }

    /** Returns what has whole books checked by snapshots that are fetched for that. */
    default BookChecker bookChecks() {
        return BookChecker.NONE;
    }

    /** Tells the number of the connection that data comes from until the next is told. */
    default void onConnection(int connectionId, long nowNs) {}

    /** Does what time asks for, every few milliseconds; false if the ring is full: the rest is done next time. */
    default boolean onBeat(long nowNs) {
        return true;
    }
}
