package org.millrace.feeds.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.BackoffSettings;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.Misbehaviour;
import org.millrace.feeds.simulator.SimulatedBook;
import org.millrace.feeds.simulator.SimulatedInstrument;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LiveBooks;
import org.millrace.feeds.support.RecordingPublisher;

@Timeout(120)
class BinanceHealingTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "ADAUSDT");
    private static final int POLLS_A_STEP = 5;
    private static final Duration STALE = Duration.ofSeconds(11);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Misbehaviour[] KINDS = {
        Misbehaviour.GAP, Misbehaviour.TRADE_GAP, Misbehaviour.DUPLICATE, Misbehaviour.OUT_OF_ORDER,
        Misbehaviour.GARBAGE, Misbehaviour.DISCONNECT, Misbehaviour.CROSSED_BOOK, Misbehaviour.REST_FAILURE,
        Misbehaviour.STALE
    };

    private final LiveBooks books = new LiveBooks();
    private final Instruments instruments = new Instruments()
            .define("BTCUSDT", -8, -8)
            .define("ETHUSDT", -8, -8)
            .define("ADAUSDT", -8, -8);
    private Simulator simulator;
    private BinanceConnector feed;

    @BeforeEach
    void start() {
        simulator = new Simulator(
                        new SimulatorSettings(
                                "127.0.0.1",
                                0,
                                11,
                                0.0,
                                SimulatedInstrument.DEFAULTS,
                                List.of(),
                                Duration.ofSeconds(20)),
                        BinanceHealingTest::quickTime)
                .start();
        feed = new BinanceConnector(
                settings(simulator.port()),
                new FeedContext(
                        instruments,
                        new RecordingPublisher(books),
                        BinanceHealingTest::quickTime,
                        FrameTap.NONE,
                        new VenueBudgets(),
                        LostBooks.NONE));
        feed.start();
    }

    @AfterEach
    void close() {
        feed.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldHealWhateverGoesWrong(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SYMBOLS.forEach(this::awaitEqualBook);

        for (int round = 0; round < 20; round++) {
            Misbehaviour kind = KINDS[(round + random.nextInt(2)) % KINDS.length];
            simulator.misbehave(kind, SYMBOLS.get(random.nextInt(SYMBOLS.size())));
            simulator.advance(kind == Misbehaviour.STALE ? STALE : TENTH.multipliedBy(1 + random.nextInt(30)));
            SYMBOLS.forEach(this::awaitEqualBook);
        }

        assertThat(books.count(FeedReason.GAP)).isPositive();
        assertThat(books.count(RejectReason.MALFORMED)).isPositive();
        assertThat(books.count(RejectReason.DUPLICATE)).isPositive();
        assertThat(books.tradesToldMissing()).isEqualTo(books.tradesMissing());
        assertThat(books.tradesMissing()).isPositive();
        assertThat(simulator.counters().violations()).isZero();
    }

    /** Passes thirty times as fast, so that budgets by the minute do not slow the test. */
    private static long quickTime() {
        return 1_793_491_200_000_000_000L + 30 * (System.nanoTime() & Long.MAX_VALUE >> 8);
    }

    private static FeedSettings settings(int port) {
        SessionSettings defaults = SessionSettings.DEFAULTS;
        SessionSettings session = new SessionSettings(
                new BackoffSettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMinutes(1)),
                defaults.breaker(),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                defaults.instrumentSilenceLimit(),
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

    private void awaitEqualBook(String symbol) {
        int id = 1 + SYMBOLS.indexOf(symbol);
        AtomicInteger polls = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(5))
                .timeout(Duration.ofSeconds(30))
                .until(() -> {
                    SimulatedBook own = simulator.book(symbol);
                    boolean isEqual = books.lastUpdateId(id) == own.lastUpdateId()
                            && books.book(id).equals(own.lastUpdateId() + " " + own.lines());
                    if (!isEqual && polls.incrementAndGet() % POLLS_A_STEP == 0) {
                        simulator.advance(TENTH); // a book begins with a change: one may be needed
                    }
                    return isEqual;
                });
    }
}
