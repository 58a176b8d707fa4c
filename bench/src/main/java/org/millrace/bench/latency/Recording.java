package org.millrace.bench.latency;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Latencies of one phase, written by the thread that receives. Trades of its lead-in are received, not recorded. */
final class Recording implements TradeIds.Listener {
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Schedule schedule;
    private final long fromId;
    private final long lastId;
    private final Histogram latencies = new Histogram(1, LONGEST_NS, DIGITS);
    private long nowNs;
    private long received;
    private volatile long receivedByAll;

    /** Records from {@code fromId}; the phase ends with {@code lastId}. */
    Recording(Schedule schedule, long fromId, long lastId) {
        this.schedule = schedule;
        this.fromId = fromId;
        this.lastId = lastId;
    }

    /** Says when what follows was received. */
    void now(long timeNs) {
        nowNs = timeNs;
    }

    @Override
    public void onTrade(long id) {
        if (id >= fromId && id <= lastId) {
            latencies.recordValue(Math.min(LONGEST_NS, Math.max(0, nowNs - schedule.intendedNs(id))));
            received++;
        }
    }

    /** Shows the sending thread how far this has come. */
    void publish() {
        receivedByAll = received;
    }

    /** Waits until so many have been received; returns how many are missing when time is up. */
    long awaitMissing(long expected, long limitNs) {
        long deadlineNs = System.nanoTime() + limitNs;
        while (receivedByAll < expected && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(POLL_NS);
        }
        return expected - receivedByAll;
    }

    /** Returns what was recorded, once nobody records any more. */
    Histogram latencies() {
        return latencies;
    }
}
