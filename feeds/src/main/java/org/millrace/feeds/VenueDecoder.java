package org.millrace.feeds;

/** Turns all that comes from one venue into events, on the feed's thread. */
public interface VenueDecoder extends FrameHandler, SnapshotHandler {
    /** Returns what it has counted; readable by any thread. */
    FeedCounters counters();
}
