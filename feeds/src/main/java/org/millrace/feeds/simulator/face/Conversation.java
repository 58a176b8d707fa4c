package org.millrace.feeds.simulator.face;

/** What is said on one WebSocket connection to a client, and how it is answered. */
public interface Conversation {
    /** Returns how many messages a second the venue suffers from a client. */
    int messagesPerSecond();

    /** Begins to talk. */
    void onOpen(Client client);

    /** Takes a message of the client. */
    void onText(String text);

    /** Takes a message of the client that is no text; where that is not expected, it is passed over. */
    default void onBinary(byte[] message) {}

    /** Takes the payload of a stream that was subscribed to. */
    void onPayload(Payload payload);

    /** Says what time asks for: heartbeats, and that something is late. */
    default void onBeat(long nowNs) {}

    /** Says that the server is about to end, where the venue has words for it. */
    default void announceEnd(long nowNs) {}

    /** Ends: nothing more can be said. */
    void onClose();
}
