package org.millrace.feeds.simulator.face;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the simulator counts of its clients; written by its event loop, read by any thread. */
public final class SimulatorCounters {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger violations = new AtomicInteger();
    private final AtomicInteger slowClients = new AtomicInteger();
    private final AtomicInteger pongs = new AtomicInteger();
    private final AtomicInteger subscribeRequests = new AtomicInteger();
    private final AtomicInteger largestSubscribe = new AtomicInteger();
    private final AtomicInteger snapshots = new AtomicInteger();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Returns how many connections were upgraded to WebSocket. */
    public int connections() {
        return connections.get();
    }

    /** Returns how often a client broke a limit, or left a ping unanswered. */
    public int violations() {
        return violations.get();
    }

    /** Returns how many clients were cut because they did not read. */
    public int slowClients() {
        return slowClients.get();
    }

    /** Returns how many pings were answered with their own payload. */
    public int pongs() {
        return pongs.get();
    }

    public int subscribeRequests() {
        return subscribeRequests.get();
    }

    /** Returns the most streams that one request asked for. */
    public int largestSubscribe() {
        return largestSubscribe.get();
    }

    /** Returns how many snapshots were asked for, refused ones included. */
    public int snapshots() {
        return snapshots.get();
    }

    /** Returns how many messages were sent to clients. */
    public long frames() {
        return frames.get();
    }

    /** Returns how many bytes these were, framing included. */
    public long bytes() {
        return bytes.get();
    }

    public void onConnection() {
        connections.incrementAndGet();
    }

    public void onViolation() {
        violations.incrementAndGet();
    }

    public void onSlowClient() {
        slowClients.incrementAndGet();
    }

    public void onPong() {
        pongs.incrementAndGet();
    }

    public void onSubscribe(int streams) {
        subscribeRequests.incrementAndGet();
        largestSubscribe.accumulateAndGet(streams, Math::max);
    }

    public void onSnapshot() {
        snapshots.incrementAndGet();
    }

    public void onSent(long newFrames, long newBytes) {
        frames.lazySet(frames.get() + newFrames);
        bytes.lazySet(bytes.get() + newBytes);
    }
}
