package org.millrace.feeds;

/** Fetches a book's snapshot for whoever joins it with the deltas. */
public interface SnapshotRequester {
    /** Has no snapshots to give: what is missing stays missing. */
    SnapshotRequester NONE = symbol -> {};

    /**
     * Asks for a snapshot. The answer comes later, through {@link SnapshotHandler}, on the calling thread; until then
     * further requests for the symbol are ignored. Repeated requests wait longer and longer.
     *
     * @param symbol the venue's own name
     */
    void request(String symbol);
}
