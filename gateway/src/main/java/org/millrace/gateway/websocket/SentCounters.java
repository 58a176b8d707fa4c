package org.millrace.gateway.websocket;

/** Counts what one event loop sent. Written by it, read by any thread. */
public final class SentCounters {
    private volatile long messages;
    private volatile long packets;
    private volatile int sessions;

    /** Returns messages sent, each counted once for each client. */
    public long messages() {
        return messages;
    }

    /** Returns packets sent. */
    public long packets() {
        return packets;
    }

    /** Returns clients connected now. */
    public int sessions() {
        return sessions;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void add(long moreMessages, int morePackets) {
        messages += moreMessages;
        packets += morePackets;
    }

    void sessions(int count) {
        sessions = count;
    }
}
