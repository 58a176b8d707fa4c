package org.millrace.engine.simulated;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.Engine;
import org.millrace.engine.EngineContext;
import org.millrace.engine.EngineSettings;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.feedback.LostBooksStage;
import org.millrace.engine.instruments.InstrumentSettings;
import org.millrace.engine.snapshot.SnapshotSettings;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.binance.BinanceConnector;
import org.millrace.feeds.session.BackoffSettings;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.SimulatedInstrument;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.journal.JournalSettings;

/** A simulated venue, a feed on it over real sockets, and the engine behind, on the system's clock. */
final class SimulatedEngine implements AutoCloseable {
    static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    private static final int CAPACITY = 16;
    private static final SimulatorSettings MARKETS = new SimulatorSettings(
            "127.0.0.1", 0, 5, 0.0, SimulatedInstrument.DEFAULTS, List.of(), Duration.ofSeconds(20));
    private static final ConveyorSettings FUSED = new ConveyorSettings(Waiting.BLOCK, 16_384, List.of());

    final Simulator simulator;
    final Engine engine;
    final OutputText outputs = new OutputText();
    private final BinanceConnector feed;

    /** Starts all of it; the markets stand still until they are moved. */
    SimulatedEngine(Path data, Duration instrumentSilenceLimit) {
        EpochNanoClock clock = new SystemEpochNanoClock();
        LostBooks lostBooks = new LostBooks(CAPACITY);
        engine = new Engine(
                new EngineSettings(
                        FUSED,
                        JournalSettings.DEFAULTS,
                        new SnapshotSettings(Duration.ZERO),
                        InstrumentSettings.DEFAULTS,
                        Duration.ofMillis(100),
                        List.of()),
                new EngineContext(
                        data,
                        clock,
                        "1",
                        "00".repeat(32),
                        List.of(
                                new Line.Step(
                                        LostBooksStage.NAME,
                                        (next, snapshots) -> new LostBooksStage(lostBooks, next, snapshots)),
                                outputs.step()),
                        () -> {},
                        fault -> outputs.fault(),
                        error -> {}));
        engine.start();
        simulator = new Simulator(MARKETS, clock).start();
        feed = new BinanceConnector(
                settings(simulator.port(), instrumentSilenceLimit),
                new FeedContext(
                        engine.resolver(), engine.newPublisher(), clock, FrameTap.NONE, new VenueBudgets(), lostBooks));
        feed.start();
    }

    @Override
    public void close() {
        feed.close();
        simulator.close();
        engine.close();
    }

    private static FeedSettings settings(int port, Duration instrumentSilenceLimit) {
        SessionSettings defaults = SessionSettings.DEFAULTS;
        SessionSettings session = new SessionSettings(
                new BackoffSettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMinutes(1)),
                defaults.breaker(),
                defaults.connectTimeout(),
                defaults.subscribeTimeout(),
                defaults.silenceLimit(),
                instrumentSilenceLimit,
                defaults.plannedReconnect(),
                defaults.handover(),
                defaults.maxFrameBytes(),
                "");
        return new FeedSettings(
                Venue.SIMULATOR,
                "json",
                "ws://127.0.0.1:" + port,
                "http://127.0.0.1:" + port,
                SYMBOLS,
                List.of("trade", "bookTicker", "depth@100ms", "kline_1m"),
                1_000,
                FeedTimeUnit.MILLISECOND,
                "",
                Duration.ZERO,
                session);
    }
}
