package org.millrace.bench.fanout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.millrace.bench.client.Audience;
import org.millrace.bench.client.Service;
import org.millrace.gateway.settings.SubscriberSettings;

/**
 * Measures what a thousand clients feel at 2,000 trades a second of ten instruments, which all of them want, and then
 * what nine hundred of them feel while the others have stopped to read.
 */
public final class DeskRun {
    private static final int CLIENTS = 1_000;
    private static final int STALLED = 100;
    private static final int INSTRUMENTS = 10;
    private static final long INTERVAL_NS = 500_000;
    private static final double MS = 1e6;

    private final int rounds;
    private final Duration time;

    /**
     * @param time of each measurement; a third of it warms up
     */
    public DeskRun(int rounds, Duration time) {
        this.rounds = rounds;
        this.time = time;
    }

    /** What one measurement saw: times in ms, clients that were held back and closed for reading too slowly. */
    private record Seen(double p50, double p99, double delivered, int held, long closed, double queuedKiB) {}

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Seen[] control = new Seen[rounds];
        Seen[] stalled = new Seen[rounds];
        for (int round = 0; round < rounds; round++) {
            control[round] = measure(0);
            stalled[round] = measure(STALLED);
        }
        StringBuilder text = new StringBuilder(512);
        text.append(String.format(
                Locale.ROOT,
                "%d instruments, %d trades/s in all, %d rounds of %.1f s, medians; time from when a trade was due%n%n",
                INSTRUMENTS,
                1_000_000_000L / INTERVAL_NS,
                rounds,
                time.toMillis() / 1_000.0));
        text.append(
                "| clients | stalled | deliveries/s | p50 ms | p99 ms | held at once | closed 4008 | most queued KiB |\n");
        text.append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        return text.append(row(CLIENTS, 0, control))
                .append(row(CLIENTS, STALLED, stalled))
                .toString();
    }

    private Seen measure(int deaf) throws IOException {
        Lateness lateness = new Lateness();
        int held = 0;
        double queued = 0;
        try (GatewayBroadcaster server = new GatewayBroadcaster(SubscriberSettings.DEFAULTS);
                Audience stalled = Audience.deaf(deaf, server.port(), Service.MILLRACE);
                Audience audience = new Audience(CLIENTS - deaf, server.port(), Service.MILLRACE, lateness)) {
            audience.start();
            long startNs = System.nanoTime();
            long endNs = startNs + time.toNanos();
            long warmNs = startNs + time.toNanos() / 3;
            int sent = 0;
            for (long dueNs = startNs; dueNs < endNs; dueNs += INTERVAL_NS) {
                pauseUntil(dueNs);
                server.publish(1 + sent++ % INSTRUMENTS, dueNs);
                lateness.record(dueNs >= warmNs);
                held = Math.max(held, server.sent().held());
                queued = Math.max(queued, server.sent().queuedBytes() / 1024.0);
            }
            Seen seen = new Seen(
                    lateness.percentile(50) / MS,
                    lateness.percentile(99) / MS,
                    lateness.count() * 1e9 / (endNs - warmNs),
                    held,
                    server.sent().slowCloses(),
                    queued);
            System.err.println("fan-out: " + stalled.count() + " stalled: " + seen);
            return seen;
        }
    }

    private static String row(int clients, int deaf, Seen[] seen) {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %.0f | %.2f | %.2f | %.0f | %.0f | %.0f |%n",
                clients,
                deaf,
                median(seen, Seen::delivered),
                median(seen, Seen::p50),
                median(seen, Seen::p99),
                median(seen, Seen::held),
                median(seen, Seen::closed),
                median(seen, Seen::queuedKiB));
    }

    private static double median(Seen[] seen, ToDoubleFunction<Seen> value) {
        double[] values = Arrays.stream(seen).mapToDouble(value).sorted().toArray();
        return values[values.length / 2];
    }

    private static void pauseUntil(long dueNs) {
        for (long aheadNs = dueNs - System.nanoTime(); aheadNs > 0; aheadNs = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(aheadNs);
        }
    }
}
