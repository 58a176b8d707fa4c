package org.millrace.bench.latency;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.millrace.bench.client.Audience;
import org.millrace.bench.client.ServerFrame;
import org.millrace.bench.client.Service;

/** What stands between a venue and its clients: the engine or the relay, with a venue of its own. */
final class Contender implements AutoCloseable {
    static final Duration LEAD_IN = Duration.ofMillis(300);
    private static final long START_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MISSING_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long SUBSCRIBE_SECONDS = 20;
    private static final String SETTINGS =
            """
            instruments:
              list:
                - { venue: binance, symbol: BTCUSDT, name: BTC-USDT, asset-class: crypto, price-exponent: -2, quantity-exponent: -5 }
            feeds:
              - venue: binance
                url: ws://127.0.0.1:%1$d
                rest-url: http://127.0.0.1:%1$d
                symbols: [BTCUSDT]
                streams: [trade]
            conveyor: { waiting: spin-yield }
            journal: { free-space-floor: 1 }
            gateway:
              listen: { host: 127.0.0.1, port: 0 }
              metrics: { host: 127.0.0.1, port: 0 }
              limits: { connections: 2000, connections-per-address: 1000, requests-per-minute: 1000000000, requests-per-minute-per-address: 1000000000, head-timeout: 10s, idle-timeout: 30s }
            """;

    private static final Served MILLRACE = new Served("millrace", Service.MILLRACE, TradeIds.OfPackets::new);
    private static final Served RELAY = new Served("relay", Service.bare(ServerFrame.TEXT), TradeIds.OfFrames::new);

    private final String name;
    private final Service service;
    private final Supplier<TradeIds> ids;
    private final Venue venue;
    private final Child child;
    private final int port;
    private final Pacer pacer = new Pacer();
    private long nextId = TradeFrames.FIRST_ID;

    private Contender(Served served, Venue venue, Child child, int port) {
        name = served.name();
        service = served.service();
        ids = served.ids();
        this.venue = venue;
        this.child = child;
        this.port = port;
    }

    /** Starts the engine with everything on, behind a past that it is told of. */
    static Contender engineWithPast(Path folder, Duration past) throws IOException {
        Path file = folder.resolve("BTCUSDT.csv");
        TradeHistory.write(file, Instant.now(), past);
        Path settings = Files.writeString(folder.resolve("import.yaml"), SETTINGS.formatted(1));
        Child.finish(
                folder.resolve("import.log"),
                "import",
                "--venue",
                "binance",
                "--instrument",
                "BTCUSDT",
                "--name",
                "BTC-USDT",
                "--config",
                settings.toString(),
                "--data",
                data(folder),
                file.toString());
        return engine(folder);
    }

    /** Starts the engine with everything on: both journals, quality, the embedded store, as in {@code live.yaml}. */
    static Contender engine(Path folder) throws IOException {
        Venue venue = new Venue();
        Path settings = Files.writeString(folder.resolve("settings.yaml"), SETTINGS.formatted(venue.port()));
        Child child = Child.engine(
                folder.resolve("engine.log"),
                "millrace is ready: ",
                "run",
                "--config",
                settings.toString(),
                "--data",
                data(folder));
        String address = child.awaitReady();
        int port = URI.create(address.substring(0, address.indexOf(' '))).getPort();
        return standing(MILLRACE, venue, child, port);
    }

    private static String data(Path folder) {
        return folder.resolve("data").toString();
    }

    /** Starts the relay. */
    static Contender relay(Path folder) throws IOException {
        Venue venue = new Venue();
        Child child =
                Child.benchmark(Relay.class, folder.resolve("relay.log"), Relay.READY, Integer.toString(venue.port()));
        return standing(RELAY, venue, child, Integer.parseInt(child.awaitReady()));
    }

    private static Contender standing(Served served, Venue venue, Child child, int port) throws IOException {
        venue.awaitSubscriber(SUBSCRIBE_SECONDS);
        child.pause();
        return new Contender(served, venue, child, port);
    }

    int port() {
        return port;
    }

    String name() {
        return name;
    }

    /** What clients get, and how they read it. */
    private record Served(String name, Service service, Supplier<TradeIds> ids) {}

    /**
     * Sends trades for some time, behind a lead-in that is not recorded, and stands still again.
     *
     * @param lost deliveries that did not come within three seconds
     */
    record Phase(Histogram latencies, long lost) {}

    Phase run(Scenario scenario, Duration time) throws IOException {
        return run(scenario, time, Beside.NOTHING);
    }

    Phase run(Scenario scenario, Duration time, Beside beside) throws IOException {
        child.resume();
        int leadIn = scenario.count(LEAD_IN);
        int recorded = scenario.count(time);
        beside.begin();
        long startNs = System.nanoTime() + START_NS + TimeUnit.MILLISECONDS.toNanos(scenario.clients());
        Schedule schedule = new Schedule(nextId, startNs, scenario.intervalNs());
        nextId += leadIn + recorded;
        Recording recording = new Recording(ids.get(), schedule, schedule.firstId() + leadIn, nextId - 1);
        long lost;
        try (Audience audience = new Audience(scenario.clients(), port, service, recording)) {
            audience.start();
            pacer.send(venue, schedule, leadIn + recorded);
            beside.end();
            lost = recording.awaitMissing((long) recorded * scenario.clients(), MISSING_NS);
        }
        child.pause();
        return new Phase(recording.latencies(), lost);
    }

    @Override
    public void close() throws IOException {
        child.close();
        venue.close();
    }
}
