package org.millrace.gateway.client;

import org.agrona.DirectBuffer;

/** Is shown what comes, one thing after the other. */
public interface StreamListener {
    /** Takes an event: an SBE message with its header, valid during the call. */
    void onEvent(StreamEvent event, DirectBuffer buffer, int offset);

    /** Takes a control message that is no answer to a request. */
    default void onMessage(ControlMessage message) {}

    /**
     * Takes word of messages that are missing, which neither conflation nor a gap told by the server explains.
     *
     * @param first streamSequence of the first that is missing
     * @param last  of the last
     */
    default void onLoss(String channel, int instrumentId, long first, long last) {}

    /** Takes word of a connection: that there is one, with the server's hello. */
    default void onConnected(ControlMessage hello) {}

    /** Takes word that the connection ended; another is sought unless the client was closed. */
    default void onDisconnected(int closeCode, String reason) {}
}
