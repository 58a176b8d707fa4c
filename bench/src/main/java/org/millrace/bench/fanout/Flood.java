package org.millrace.bench.fanout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.millrace.bench.client.Audience;

/** Finds out how many events a second a server brings to all of its clients. */
final class Flood {
    private static final long UNREAD = 256; // events that a client may be behind: what is sustained, no burst
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private Flood() {}

    /** Publishes as fast as all get it, for some time behind half of it that warms up; returns events a second. */
    static double measure(EventServer server, int clients, int instruments, Duration time) throws IOException {
        Tally tally = new Tally();
        try (Audience audience = new Audience(clients, server.port(), server.service(), tally)) {
            audience.start();
            long startNs = System.nanoTime() + time.toNanos() / 2;
            long sent = publish(server, instruments, 0, startNs, () -> tally.received() / clients);
            long first = tally.received();
            long fromNs = System.nanoTime();
            publish(server, instruments, sent, startNs + time.toNanos(), () -> tally.received() / clients);
            return (tally.received() - first) * 1e9 / (System.nanoTime() - fromNs) / clients;
        }
    }

    /** Publishes until a time; returns how many that makes, together with those before. */
    private static long publish(EventServer server, int instruments, long before, long untilNs, LongSupplier received) {
        long sent = before;
        for (long nowNs = System.nanoTime(); nowNs - untilNs < 0; nowNs = System.nanoTime()) {
            if (sent - received.getAsLong() < UNREAD) {
                server.publish(1 + (int) (sent % instruments), nowNs);
                sent++;
            } else {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        return sent;
    }
}
