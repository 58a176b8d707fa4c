package org.millrace.gateway.websocket;

/** Counts what one event loop sent. Written by it, read by any thread. */
public final class SentCounters {
    private volatile long messages;
    private volatile long packets;
    private volatile int sessions;
    private volatile long queuedBytes;
    private volatile long slowCloses;

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

    /** Returns the most bytes that waited for one client when last looked at. */
    public long queuedBytes() {
        return queuedBytes;
    }

    /** Returns clients that were sent away because they read too slowly. */
    public long slowCloses() {
        return slowCloses;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void add(long moreMessages, int morePackets) {
        messages += moreMessages;
        packets += morePackets;
    }

    void queuedBytes(long bytes) {
        queuedBytes = bytes;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void addSlowClose() {
        slowCloses++;
    }

    void sessions(int count) {
        sessions = count;
    }
}
