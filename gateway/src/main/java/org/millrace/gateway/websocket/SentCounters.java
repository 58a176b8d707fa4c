package org.millrace.gateway.websocket;

/** Counts what one event loop sent. Written by it, read by any thread. */
public final class SentCounters {
    private volatile long messages;
    private volatile long packets;
    private volatile int sessions;
    private volatile int held;
    private volatile long queuedBytes;
    private volatile long slowCloses;
    private volatile long refusals;
    private volatile long rateRefusals;

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

    /** Returns clients of which too much waits now. */
    public int held() {
        return held;
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
    void add(int moreMessages) {
        messages += moreMessages;
        packets++;
    }

    void queuedBytes(long bytes) {
        queuedBytes = bytes;
    }

    /** Returns requests that were answered with an error. */
    public long refusals() {
        return refusals;
    }

    /** Returns requests that were refused because they came too fast. */
    public long rateRefusals() {
        return rateRefusals;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void addRefusal() {
        refusals++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void addRateRefusal() {
        rateRefusals++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void addSlowClose() {
        slowCloses++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void addHeld(int change) {
        held += change;
    }

    void sessions(int count) {
        sessions = count;
    }
}
