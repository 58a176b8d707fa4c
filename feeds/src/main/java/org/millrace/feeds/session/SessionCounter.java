package org.millrace.feeds.session;

/** What a session counts. */
public enum SessionCounter {
    /** Frames handed over. */
    FRAMES,
    /** Bytes of their payloads. */
    BYTES,
    /** Attempts to connect. */
    ATTEMPTS,
    /** Connections that were upgraded to WebSocket. */
    CONNECTIONS,
    /** Connections that ended, or were never made, for a reason of the network. */
    CONNECT_FAILURES,
    /** Connections refused because of their certificate, or of what TLS they spoke. */
    TLS_FAILURES,
    /** Waits for a connection, a confirmation or an answer that were given up. */
    TIMEOUTS,
    /** Connections ended because no data came. */
    SILENCES,
    /** Bytes that are not WebSocket, or not the venue's protocol. */
    PROTOCOL_ERRORS,
    /** Error frames from the venue. */
    VENUE_ERRORS,
    /** Connections that the venue ended. */
    REMOTE_CLOSES,
    /** Connections replaced before the venue cut them. */
    PLANNED_RECONNECTS,
    /** Times that the socket was not read because the ring was full. */
    BACK_PRESSURE,
    /** Times that the circuit opened. */
    CIRCUIT_OPENED,
    /** Times that the circuit let attempts through again. */
    CIRCUIT_HALF_OPENED,
    /** Times that the circuit closed. */
    CIRCUIT_CLOSED,
    /** Requests to subscribe or unsubscribe. */
    SUBSCRIPTIONS,
    /** Requests that were sent again because no answer came. */
    SUBSCRIPTION_RETRIES,
    /** Symbols that the venue does not have, does not let us have, or never confirmed. */
    SYMBOLS_REFUSED,
    /** Symbols that were subscribed to while the feed ran. */
    SYMBOLS_ADDED,
    /** Symbols that were unsubscribed from while the feed ran. */
    SYMBOLS_REMOVED,
    /** Times that the venue did not say what symbols are. */
    LISTING_FAILURES,
    /** Snapshots asked for. */
    SNAPSHOT_REQUESTS,
    /** Snapshots that were refused or did not come. */
    SNAPSHOT_FAILURES
}
