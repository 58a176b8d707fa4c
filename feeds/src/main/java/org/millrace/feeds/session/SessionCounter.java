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
    /** Snapshots asked for. */
    SNAPSHOT_REQUESTS,
    /** Snapshots that were refused or did not come. */
    SNAPSHOT_FAILURES
}
