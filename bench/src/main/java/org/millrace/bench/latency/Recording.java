package org.millrace.bench.latency;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.millrace.bench.client.MessageListener;

/** Latencies of one phase, written by the thread that receives. Trades of its lead-in are received, not recorded. */
final class Recording implements MessageListener, TradeIds.Listener {
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final TradeIds ids;
    private final Schedule schedule;
    private final long fromId;
    private final long lastId;
    private final Histogram latencies = new Histogram(1, LONGEST_NS, DIGITS);
    private long nowNs;
    private long received;
    private volatile long receivedByAll;

    /** Records from {@code fromId}; the phase ends with {@code lastId}. */
    Recording(TradeIds ids, Schedule schedule, long fromId, long lastId) {
        this.ids = ids;
        this.schedule = schedule;
        this.fromId = fromId;
        this.lastId = lastId;
    }

    @Override
    public void onRead() {
        nowNs = System.nanoTime();
    }

    @Override
    public void onMessage(DirectBuffer payload, int offset, int length) {
        ids.read(payload, offset, length, this);
    }

    @Override
    public void onTrade(long id) {
        if (id >= fromId && id <= lastId) {
            latencies.recordValue(Math.min(LONGEST_NS, Math.max(0, nowNs - schedule.intendedNs(id))));
            received++;
        }
    }

    @Override
    public void onRoundEnd() {
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
