package org.millrace.engine.simulated;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BookUpdateEncoder;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.codecs.sbe.Side;
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
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.StandingVenue;
import org.millrace.journal.JournalSettings;

/** A simulated venue, a feed on it over real sockets, and the engine behind, on the system's clock. */
final class SimulatedEngine implements AutoCloseable {
    static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    private static final int CAPACITY = 16;
    private static final ConveyorSettings FUSED = new ConveyorSettings(Waiting.BLOCK, 16_384, List.of());

    final Simulator simulator;
    final Engine engine;
    final OutputText outputs = new OutputText();
    private final BinanceConnector feed;

    /** Starts all of it; the markets stand still until they are moved. */
    SimulatedEngine(Path data, Duration instrumentSilenceLimit) {
        EpochNanoClock clock = new SystemEpochNanoClock();
        LostBooks lostBooks = new LostBooks(CAPACITY);
        engine = engine(data, clock, lostBooks, outputs.step(), outputs::fault);
        engine.start();
        simulator = new Simulator(StandingVenue.markets(0, 5), clock).start();
        feed = new BinanceConnector(
                StandingVenue.feed(
                        "ws://127.0.0.1:" + simulator.port(),
                        SYMBOLS,
                        List.of("trade", "bookTicker", "depth@100ms", "kline_1m"),
                        new SessionBuilder()
                                .impatient()
                                .instrumentSilenceLimit(instrumentSilenceLimit)
                                .bookCheckInterval(Duration.ofSeconds(2))
                                .build()),
                new FeedContext(
                        engine.resolver(), engine.newPublisher(), clock, FrameTap.NONE, new VenueBudgets(), lostBooks));
        feed.start();
    }

    /** Takes a bid out of a book, past its feed. */
    void takeOut(OutputText.Bid bid) {
        takeOut(engine, bid);
    }

    /** Takes a bid out of a book of an engine, past its feed. */
    static void takeOut(Engine engine, OutputText.Bid bid) {
        EventPublisher publisher = engine.newPublisher();
        while (!publisher.tryClaim(1)) {
            Thread.onSpinWait();
        }
        BookUpdateEncoder update = new BookUpdateEncoder();
        update.wrapAndApplyHeader(publisher.slot(0), 0, new MessageHeaderEncoder())
                .venueSequenceFirst(bid.updateId())
                .venueSequenceLast(bid.updateId())
                .priceExponent((byte) bid.priceExponent())
                .quantityExponent((byte) bid.quantityExponent())
                .levelsCount(1)
                .next()
                .price(bid.price())
                .quantity(0)
                .side(Side.BUY);
        int flags = EventPrefix.venueFlags(Venue.SIMULATOR.value(), EventPrefix.FIRST | EventPrefix.LAST);
        EventPrefix.writeInput(publisher.slot(0), 0, 1, 1, bid.instrumentId(), flags);
        publisher.length(0, MessageHeaderEncoder.ENCODED_LENGTH + update.encodedLength());
        publisher.commit();
    }

    /** Returns an engine with all stages on one thread, and one behind them; it is not started yet. */
    static Engine engine(Path data, EpochNanoClock clock, LostBooks lostBooks, Line.Step behind, Runnable onFault) {
        return new Engine(
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
                                behind),
                        () -> {},
                        fault -> onFault.run(),
                        error -> {}));
    }

    @Override
    public void close() {
        feed.close();
        simulator.close();
        engine.close();
    }
}
