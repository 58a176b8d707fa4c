package org.millrace.feeds.session;

import java.util.List;
import org.millrace.feeds.VenueDecoder;

/**
 * Serves those of a feed's symbols that one connection carries. A lane has a decoder of its own, so that the end of its
 * connection disturbs no other's. Lives on the feed's event loop.
 */
public interface Lane {
    /** Returns what all frames and snapshots of the lane go to. */
    VenueDecoder decoder();

    /** Returns what is said on a new connection, which begins by subscribing to these symbols. */
    VenueProtocol protocol(List<String> symbols);

    /** Does what time asks for besides, every few milliseconds. */
    default void onBeat(long nowNs) {}

    /** Learns that a connection ended, and that none is ready to take over. */
    default void onDisconnect() {}

    /** Learns that a symbol is served no longer. */
    default void forget(String symbol) {}
}
