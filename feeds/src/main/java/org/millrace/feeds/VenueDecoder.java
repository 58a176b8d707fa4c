package org.millrace.feeds;

/** Turns all that comes from one venue into events, on the feed's thread. */
public interface VenueDecoder extends FrameHandler, SnapshotHandler {
    /** Returns what it has counted; readable by any thread. */
    FeedCounters counters();

    /** Tells the number of the connection that data comes from until the next is told. */
    default void onConnection(int connectionId, long nowNs) {}

    /** Does what time asks for, every few milliseconds; false if the ring is full: the rest is done next time. */
    default boolean onBeat(long nowNs) {
        return true;
    }
}
