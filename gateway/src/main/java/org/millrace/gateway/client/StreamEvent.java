package org.millrace.gateway.client;

/** Where an event that is being shown comes from. Reused: valid during the call. */
public final class StreamEvent {
    private static final int SNAPSHOT = 1;
    private static final int REPLAY = 2;
    private static final int CONFLATED = 4;

    private String channel = "";
    private long streamSequence;
    private int length;
    private int flags;
    private long sendTimeNs;

    StreamEvent() {}

    /** Returns the channel's name. */
    public String channel() {
        return channel;
    }

    /** Returns the number among the messages of its channel and instrument. */
    public long streamSequence() {
        return streamSequence;
    }

    /** Returns bytes of the message, some zeros behind it perhaps. */
    public int length() {
        return length;
    }

    /** Returns when the server sent it, UTC ns. */
    public long sendTimeNs() {
        return sendTimeNs;
    }

    /** Tells whether it is part of a snapshot. */
    public boolean isSnapshot() {
        return (flags & SNAPSHOT) != 0;
    }

    /** Tells whether it is of the past: resumed, replayed or sent again. */
    public boolean isReplay() {
        return (flags & REPLAY) != 0;
    }

    /** Tells whether messages before it were left out, as was asked for or because reading was slow. */
    public boolean isConflated() {
        return (flags & CONFLATED) != 0;
    }

    void ofPacket(int packetFlags, long packetTimeNs) {
        flags = packetFlags;
        sendTimeNs = packetTimeNs;
    }

    void of(String channelName, long number, int messageLength) {
        channel = channelName;
        streamSequence = number;
        length = messageLength;
    }
}
