package org.millrace.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millrace.engine.simulated.SimulatedEngine.SYMBOLS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.feeds.simulator.face.Misbehaviour;
import org.millrace.feeds.support.StandingVenue;

@Timeout(300)
class MisbehavingVenueTest {
    private static final String BTC = SYMBOLS.get(0);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final int POLLS_A_STEP = 5;

    @TempDir
    private Path data;

    private SimulatedEngine venue;

    @BeforeEach
    void start() {
        venue = new SimulatedEngine(data, SILENCE_LIMIT);
        SYMBOLS.forEach(this::awaitEqualBook);
        venue.simulator.advance(SECONDS); // trades that make a level
        SYMBOLS.forEach(this::awaitEqualBook);
        venue.outputs.take();
    }

    @AfterEach
    void close() {
        assertThat(venue.outputs.count("FAULT")).isZero();
        venue.close();
    }

    @Test
    void shouldTakeNamesAndExponentsFromTheVenue() {
        assertThat(venue.outputs.definition(BTC)).isEqualTo("BTC-USDT -2 -5");
    }

    @Test
    void shouldTellOfADisconnection() {
        misbehave(Misbehaviour.DISCONNECT);

        heals(
                "all 1 CONNECTION DISCONNECTED REMOTE_CLOSE",
                "BTCUSDT book STALE",
                "all 2 CONNECTION LIVE SUBSCRIBED",
                "BTCUSDT 2 BOOK LIVE SNAPSHOT_APPLIED",
                "BTCUSDT book LIVE");
    }

    @Test
    void shouldTellOfAGap() {
        misbehave(Misbehaviour.GAP);

        heals(
                "BTCUSDT 1 BOOK STALE GAP",
                "BTCUSDT book STALE",
                "BTCUSDT 1 BOOK SYNCING SNAPSHOT_REQUESTED",
                "BTCUSDT 1 BOOK LIVE SNAPSHOT_APPLIED");
    }

    @Test
    void shouldTellOfMissingTrades() {
        misbehave(Misbehaviour.TRADE_GAP);

        heals("BTCUSDT 1 TRADES LIVE GAP");
    }

    @Test
    void shouldRefuseWhatComesTwice() {
        misbehave(Misbehaviour.DUPLICATE);

        heals("BTCUSDT rejected DUPLICATE");
        assertThat(venue.outputs.count("BTCUSDT book")).isZero();
    }

    @Test
    void shouldTellOfWhatComesLate() {
        misbehave(Misbehaviour.OUT_OF_ORDER);

        heals("BTCUSDT 1 BOOK STALE GAP", "BTCUSDT rejected OUT_OF_ORDER", "BTCUSDT 1 BOOK LIVE SNAPSHOT_APPLIED");
    }

    @Test
    void shouldRefuseGarbage() {
        misbehave(Misbehaviour.GARBAGE);

        heals("rejected MALFORMED");
        assertThat(venue.outputs.count("BTCUSDT book")).isZero();
    }

    @Test
    void shouldTellOfAnInstrumentThatFellSilent() {
        misbehave(Misbehaviour.STALE);
        await().until(() -> {
            venue.simulator.advance(TENTH); // books show all of it on whole tenths only
            return venue.outputs.count("BTCUSDT 1 TRADES STALE SILENT") > 0;
        });
        venue.simulator.advance(Duration.ofSeconds(11));

        heals("BTCUSDT 1 TRADES LIVE RESUMED");
    }

    @Test
    void shouldNotTrustACrossedBookAndFetchItAnew() {
        venue.simulator.misbehave(Misbehaviour.CROSSED_BOOK, BTC);
        venue.simulator.advance(TENTH);

        awaitTold("BTCUSDT book INVALID");
        awaitTold("BTCUSDT 1 BOOK STALE BOOK_TRUTH");
        heals("BTCUSDT 1 BOOK LIVE SNAPSHOT_APPLIED", "BTCUSDT book LIVE");
    }

    @Test
    void shouldFindALevelThatIsWrongWithoutANoticeAndFetchThatBookOnlyAnew() {
        String whole = venue.outputs.book(BTC);
        venue.takeOut(venue.outputs.bid(BTC, 9));
        await().until(() -> !venue.outputs.book(BTC).equals(whole));

        await().until(() -> venue.outputs.count("BTCUSDT book STALE") > 0); // nothing touches the level
        awaitTold("BTCUSDT 1 BOOK STALE BOOK_TRUTH");
        heals("BTCUSDT 1 BOOK LIVE SNAPSHOT_APPLIED", "BTCUSDT book LIVE");
        awaitTold("ETHUSDT 1 BOOK LIVE BOOK_CHECK");
        assertThat(venue.outputs.count("BOOK_TRUTH")).isEqualTo(1);
        assertThat(venue.outputs.count("ETHUSDT book")).isZero();
    }

    @Test
    void shouldKeepAPrintAtTenTimesThePriceOutOfEveryBar() {
        misbehave(Misbehaviour.PRICE_SPIKE);

        heals("BTCUSDT verdict REJECTED", "BTCUSDT rejected SUSPECT_NOT_CONFIRMED");
        assertThat(venue.outputs.highest(BTC)).isBetween(30_000.0, 120_000.0);
    }

    @Test
    void shouldAskAgainWhereTheSnapshotIsRefused() {
        venue.simulator.misbehave(Misbehaviour.REST_FAILURE, BTC);
        misbehave(Misbehaviour.GAP);

        heals(
                "BTCUSDT 1 BOOK STALE GAP",
                "BTCUSDT 1 BOOK SYNCING SNAPSHOT_FAILED",
                "BTCUSDT 1 BOOK LIVE SNAPSHOT_APPLIED");
    }

    @Test
    void shouldReplaceAConnectionWhoseEndIsAnnouncedWithoutLosingABook() {
        misbehave(Misbehaviour.SHUTDOWN_NOTICE);

        heals("all 2 CONNECTION LIVE PLANNED_RECONNECT");
        assertThat(venue.outputs.count("book STALE")).isZero();
    }

    private void misbehave(Misbehaviour kind) {
        venue.simulator.misbehave(kind, BTC);
        venue.simulator.advance(SECONDS);
    }

    /** Waits until all of these were told, and every book is the venue's again. */
    private void heals(String... told) {
        List.of(told).forEach(this::awaitTold);
        SYMBOLS.forEach(this::awaitEqualBook);
    }

    private void awaitTold(String words) {
        AtomicInteger polls = new AtomicInteger();
        await(words).pollInterval(POLL_INTERVAL).until(() -> {
            boolean told = venue.outputs.count(words) > 0;
            if (!told && polls.incrementAndGet() % POLLS_A_STEP == 0 && !words.contains("BOOK_TRUTH")) {
                venue.simulator.advance(TENTH);
            }
            return told;
        });
    }

    private void awaitEqualBook(String symbol) {
        StandingVenue.awaitBook(venue.simulator, symbol, POLL_INTERVAL, own -> venue.outputs
                .book(symbol)
                .equals(own.lastUpdateId() + " " + own.lines()));
    }
}
