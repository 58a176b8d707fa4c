package org.millrace.feeds.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LiveBooks;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.SessionBuilder;
import org.millrace.feeds.support.StandingVenue;

@Timeout(120)
class BinanceHealingTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "ADAUSDT");
    private static final Duration STALE = Duration.ofSeconds(11);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final SessionSettings SESSION = new SessionBuilder()
            .impatient()
            .connectTimeout(Duration.ofMinutes(10))
            .subscribeTimeout(Duration.ofMinutes(10))
            .silenceLimit(Duration.ofHours(1))
            .build();
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
        simulator = new Simulator(StandingVenue.markets(0, 11), BinanceHealingTest::quickTime).start();
        feed = new BinanceConnector(
                StandingVenue.feed(
                        "ws://127.0.0.1:" + simulator.port(),
                        SYMBOLS,
                        List.of("trade", "bookTicker", "depth@100ms", "kline_1m"),
                        SESSION),
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

    private void awaitEqualBook(String symbol) {
        int id = 1 + SYMBOLS.indexOf(symbol);
        StandingVenue.awaitBook(
                simulator,
                symbol,
                Duration.ofMillis(5),
                own -> books.lastUpdateId(id) == own.lastUpdateId()
                        && books.book(id).equals(own.lastUpdateId() + " " + own.lines()));
    }

    /** Passes thirty times as fast, so that budgets by the minute do not slow the test. */
    private static long quickTime() {
        return 1_793_491_200_000_000_000L + 30 * (System.nanoTime() & Long.MAX_VALUE >> 8);
    }
}
