package org.millrace.feeds;

import org.agrona.DirectBuffer;

/**
 * Takes what books begin with and are ended by, on the feed's thread. Each method answers false if the ring is full:
 * nothing was published or changed, and the same call is made again before any other.
 */
public interface SnapshotHandler {
    /**
     * Takes the REST answer that holds a book's snapshot.
     *
     * @param symbol        the venue's own name, as in the request
     * @param body          of the answer; valid only during the call
     * @param receiveTimeNs when the answer was whole, UTC
     */
    boolean onSnapshot(String symbol, DirectBuffer body, int offset, int length, long receiveTimeNs);

    /** Tells whether recorded answers are this venue's frames, {@code GET <url> TAB <body>}, because it is polled. */
    default boolean isPolled() {
        return false;
    }

    /**
     * Takes a recorded REST answer that is no snapshot; it may be a list of the venue's markets.
     *
     * @param request the URL that was asked for
     * @param body    of the answer; valid only during the call
     * @return whether it is of use
     */
    default boolean onListing(String request, DirectBuffer body, int offset, int length) {
        return false;
    }

    /** Tells that a request was refused or timed out. It is made again, after a wait, without being asked for. */
    boolean onSnapshotFailed(String symbol, long receiveTimeNs);

    /** Tells that the connection ended: no book on it is whole, and what was buffered is worth nothing. */
    boolean onDisconnect(long receiveTimeNs);
}
