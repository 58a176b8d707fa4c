package org.millrace.bench.fanout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.millrace.bench.client.Audience;
import org.millrace.bench.client.StalledClient;

/**
 * Measures what a thousand clients feel at 2,000 trades a second of ten instruments, which all of them want: from a bare
 * control, so that one knows what the load itself adds, from the gateway, and from the gateway while a hundred of them do
 * not read, until those have been sent away. Then these come back.
 */
public final class DeskRun {
    static final int CLIENTS = 1_000;
    static final int INSTRUMENTS = 10;

    private static final int STALLED = 100;
    private static final int CLOSED_SLOW = 4008;
    private static final long INTERVAL_NS = 500_000;
    private static final int GOAL = 2_000; // events that the stalled read live once they are back: a second
    private static final Duration COMING_BACK = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double MS = 1e6;
    private static final double KIB = 1024;

    private final int rounds;
    private final Duration time;

    /**
     * @param time of each measurement; a third of it warms up
     */
    public DeskRun(int rounds, Duration time) {
        this.rounds = rounds;
        this.time = time;
    }

    /** What clients that read saw, in ms. */
    private record Seen(double p50, double p99, double deliveries) {}

    /** What became of those that did not. */
    private record Fate(int held, double queuedKib, double memoryMib, long closed, long back) {}

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        List<Seen> bare = new ArrayList<>();
        List<Seen> control = new ArrayList<>();
        List<Seen> beside = new ArrayList<>();
        List<Fate> fates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (NettyServer server = NettyServer.joining()) {
                bare.add(measure(server));
            }
            try (GatewayBroadcaster server = GatewayBroadcaster.strict()) {
                control.add(measure(server));
            }
            try (GatewayBroadcaster server = GatewayBroadcaster.strict()) {
                fates.add(measureBesideStalled(server, beside));
            }
        }
        StringBuilder text = new StringBuilder(1024);
        text.append(String.format(
                Locale.ROOT,
                "%,d clients, %d instruments, %,d trades/s in all, %d rounds of %.1f s, medians; from when a trade was due%n%n",
                CLIENTS,
                INSTRUMENTS,
                1_000_000_000L / INTERVAL_NS,
                rounds,
                time.toMillis() / 1_000.0));
        text.append("| server | do not read | deliveries/s | p50 ms | ratio | p99 ms | ratio |\n");
        text.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        text.append(row("bare Netty, joined", 0, bare, control));
        text.append(row("gateway", 0, control, control));
        text.append(row("gateway", STALLED, beside, control));
        return text.append('\n').append(fates(fates)).toString();
    }

    private Seen measure(EventServer server) throws IOException {
        Lateness lateness = new Lateness();
        Duration warmUp = time.dividedBy(3);
        try (Audience audience = new Audience(CLIENTS, server.port(), server.service(), lateness)) {
            audience.start();
            Paced paced = new Paced(server, INSTRUMENTS, INTERVAL_NS);
            paced.run(warmUp, () -> false);
            lateness.record(true);
            paced.run(time.minus(warmUp), () -> false);
            lateness.record(false);
        }
        return seen(server.name(), lateness, time.minus(warmUp).toNanos());
    }

    private Fate measureBesideStalled(GatewayBroadcaster server, List<Seen> beside) throws IOException {
        Lateness lateness = new Lateness();
        Watch watch = new Watch(server.sent(), STALLED);
        List<StalledClient> stalled = stall(server.port());
        long recordedNs;
        try (Audience audience = new Audience(CLIENTS - STALLED, server.port(), server.service(), lateness)) {
            audience.start();
            Paced paced = new Paced(server, INSTRUMENTS, INTERVAL_NS);
            paced.run(time.dividedBy(3), () -> false);
            lateness.record(true);
            long startNs = System.nanoTime();
            paced.run(PATIENCE, watch);
            lateness.record(false);
            recordedNs = System.nanoTime() - startNs;
            long goal = server.newest() + GOAL;
            stalled.forEach(client -> client.wake(goal));
            paced.run(COMING_BACK, () -> false);
            stalled.forEach(client -> client.await(COMING_BACK.toMillis()));
        }
        beside.add(seen("gateway, " + STALLED + " do not read", lateness, recordedNs));
        Fate fate = new Fate(
                watch.held(),
                watch.queuedBytes() / KIB,
                watch.memoryBytes() / KIB / KIB,
                stalled.stream()
                        .filter(client -> client.closeCode() == CLOSED_SLOW)
                        .count(),
                stalled.stream().filter(StalledClient::isWhole).count());
        System.err.println("desk: " + fate);
        for (StalledClient client : stalled) {
            client.close();
        }
        return fate;
    }

    private static List<StalledClient> stall(int port) throws IOException {
        List<StalledClient> stalled = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            stalled.add(new StalledClient(port));
        }
        return stalled;
    }

    private static Seen seen(String name, Lateness lateness, long recordedNs) {
        Seen seen = new Seen(
                lateness.percentile(50) / MS, lateness.percentile(99) / MS, lateness.count() * 1e9 / recordedNs);
        System.err.println("desk: " + name + ": " + seen);
        return seen;
    }

    private static String row(String name, int deaf, List<Seen> seen, List<Seen> control) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f | %.2f | %.2f | %.2f | %.2f |%n",
                name,
                deaf,
                median(seen, Seen::deliveries),
                median(seen, Seen::p50),
                ratio(seen, control, Seen::p50),
                median(seen, Seen::p99),
                ratio(seen, control, Seen::p99));
    }

    private static String fates(List<Fate> fates) {
        return "| of those that do not read | held back | queued for one, KiB | all buffers, MiB | closed with 4008 | back, nothing missing |\n"
                + "| ---: | ---: | ---: | ---: | ---: | ---: |\n"
                + String.format(
                        Locale.ROOT,
                        "| %d | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                        STALLED,
                        median(fates, Fate::held),
                        median(fates, Fate::queuedKib),
                        median(fates, Fate::memoryMib),
                        median(fates, Fate::closed),
                        median(fates, Fate::back));
    }

    private static double ratio(List<Seen> seen, List<Seen> control, ToDoubleFunction<Seen> value) {
        double[] ratios = new double[seen.size()];
        Arrays.setAll(ratios, i -> value.applyAsDouble(seen.get(i)) / value.applyAsDouble(control.get(i)));
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> value) {
        double[] values = all.stream().mapToDouble(value).sorted().toArray();
        return values[values.length / 2];
    }
}
