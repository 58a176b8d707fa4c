package org.millrace.gateway.websocket;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what one event loop sent. Written by it, read by any thread. */
public final class SentCounters {
    private static final int INITIAL_INSTRUMENTS = 64;

    private volatile AtomicLongArray messages = new AtomicLongArray(INITIAL_INSTRUMENTS);
    private volatile long packets;
    private volatile int sessions;
    private volatile int held;
    private volatile long queuedBytes;
    private volatile long slowCloses;
    private volatile long refusals;
    private volatile long rateRefusals;

    /** Returns messages of an instrument that were sent, each counted once for each client. */
    public long messages(int instrumentId) {
        AtomicLongArray counts = messages;
        return instrumentId < counts.length() ? counts.get(instrumentId) : 0;
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

    /** Counts a message that is sent to some clients. */
    void addMessage(int instrumentId, int clients) {
        AtomicLongArray counts = messages;
        if (instrumentId >= counts.length()) {
            counts = grow(instrumentId);
        }
        counts.lazySet(instrumentId, counts.getPlain(instrumentId) + clients);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void addPacket() {
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

    private AtomicLongArray grow(int instrumentId) {
        AtomicLongArray before = messages;
        AtomicLongArray more = new AtomicLongArray(Math.max(before.length() * 2, instrumentId + 1));
        for (int i = 0; i < before.length(); i++) {
            more.setPlain(i, before.getPlain(i));
        }
        messages = more;
        return more;
    }
}
