package org.millrace.bench.latency;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends trades when they are due, on the caller's thread; those that are late go together. */
final class Pacer {
    private static final int CAPACITY = 32 * 1024;
    private static final long SPIN_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final TradeFrames frames = new TradeFrames();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    /** Returns when the last of {@code count} trades has been sent. */
    void send(Venue venue, Schedule schedule, int count) throws IOException {
        long sent = 0;
        while (sent < count) {
            long due = Math.min(count, schedule.dueCount(System.nanoTime()));
            if (due == sent) {
                pause(schedule.intendedNs(schedule.firstId() + sent) - System.nanoTime());
            } else {
                sent += send(venue, schedule.firstId() + sent, due - sent);
            }
        }
    }

    /** Sleeps through the most of a long pause and spins at its end: generator and engine share the processors. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void pause(long aheadNs) {
        if (aheadNs > SPIN_NS) {
            LockSupport.parkNanos(aheadNs - SPIN_NS);
        } else {
            Thread.yield();
        }
    }

    private long send(Venue venue, long firstId, long count) throws IOException {
        long timeMs = System.currentTimeMillis();
        long some = Math.min(count, CAPACITY / frames.length() - 1);
        int length = 0;
        for (long id = firstId; id < firstId + some; id++) {
            length += frames.write(buffer, length, id, timeMs);
        }
        bytes.limit(length).position(0);
        venue.send(bytes);
        return some;
    }
}
