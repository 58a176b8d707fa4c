package org.millrace.bench.fanout;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Publishes trades of some instruments when they are due, whatever became of those before. */
final class Paced {
    private final EventServer server;
    private final int instruments;
    private final long intervalNs;
    private long dueNs = System.nanoTime();
    private int sent;

    Paced(EventServer server, int instruments, long intervalNs) {
        this.server = server;
        this.instruments = instruments;
        this.intervalNs = intervalNs;
    }

    /** Goes on for some time, or until something has happened. */
    void run(Duration time, BooleanSupplier happened) {
        long untilNs = dueNs + time.toNanos();
        while (dueNs - untilNs < 0 && !happened.getAsBoolean()) {
            pauseUntil(dueNs);
            server.publish(1 + sent++ % instruments, dueNs);
            dueNs += intervalNs;
        }
    }

    private static void pauseUntil(long timeNs) {
        for (long aheadNs = timeNs - System.nanoTime(); aheadNs > 0; aheadNs = timeNs - System.nanoTime()) {
            LockSupport.parkNanos(aheadNs);
        }
    }
}
