package org.millrace.feeds.session;

import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;

/** Learns what becomes of connections. */
interface ConnectionListener {
    /** Learns that a connection was upgraded to WebSocket. */
    void onOpen(Connection connection);

    /** Takes a message; false = not now: it calls {@link Connection#resume()} later. */
    boolean onMessage(Connection connection, DirectBuffer buffer, int offset, int length, long receiveTimeNs);

    /** Learns that a connection keeps a message that was not taken. */
    void onRefused(Connection connection);

    /** Learns that a connection ended, or was never made; once each. */
    void onClosed(Connection connection, FeedReason reason, String detail);
}
