package org.millrace.feeds.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.support.Instruments;
import org.millrace.feeds.support.LiveBooks;
import org.millrace.feeds.support.RecordingPublisher;
import org.millrace.feeds.support.SessionBuilder;

@Timeout(300)
class KrakenConnectorTest {
    private static final String BTC = "BTC/USD";
    private static final String XRP = "XRP/USD";
    private static final int DEPTH = 10;

    private final Instruments instruments =
            new Instruments().define(BTC, -8, -8).define(XRP, -8, -8);
    private final LiveBooks books = new LiveBooks();
    private final KrakenStub venue = new KrakenStub(List.of(BTC, XRP), DEPTH, 7);
    private final SessionBuilder session = new SessionBuilder().impatient();
    private Feed feed;

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
        venue.close();
    }

    @Test
    void shouldKnowThePairsNamesByRest() {
        assertThat(List.of(
                        KrakenConnector.restName("BTC/USD"),
                        KrakenConnector.restName("XBT/USD"),
                        KrakenConnector.restName("DOGE/BTC")))
                .containsExactly("XBTUSD", "XBTUSD", "XDGXBT");
    }

    @Test
    void shouldAskWhatPairsAreAndThenForThem() {
        start(BTC, XRP);

        awaitBook(BTC);
        awaitBook(XRP);
        assertThat(venue.requests())
                .containsExactly(
                        "subscribe instrument",
                        "subscribe trade [\"BTC/USD\",\"XRP/USD\"]",
                        "subscribe ticker [\"BTC/USD\",\"XRP/USD\"]",
                        "subscribe book [\"BTC/USD\",\"XRP/USD\"]");
        assertThat(books.count(FeedReason.SUBSCRIBED)).isEqualTo(1);
    }

    @Test
    void shouldSubscribeAnewToTheBookWhoseChecksumDisagrees() {
        start(BTC, XRP);
        awaitBook(BTC);
        awaitBook(XRP);

        while (feed.decoderCounters().get(FeedCounter.CHECKSUMS_FAILED) == 0) {
            venue.change(BTC, true);
            venue.change(BTC, false);
            venue.change(XRP, false);
        }
        awaitBook(BTC);
        awaitBook(XRP);

        assertThat(venue.requests().subList(4, 6))
                .containsExactly("unsubscribe book [\"BTC/USD\"]", "subscribe book [\"BTC/USD\"]");
        assertThat(books.count(FeedReason.CHECKSUM)).isEqualTo(books.count(FeedReason.SNAPSHOT_REQUESTED));
        assertThat(books.count(FeedReason.SNAPSHOT_APPLIED)).isEqualTo(2 + books.count(FeedReason.CHECKSUM));
        assertThat(feed.sessionCounters().get(SessionCounter.CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void shouldTakeTradesMissedFromTheNextSnapshotOnce() {
        start(BTC);
        awaitBook(BTC);
        venue.trade(BTC);
        await().until(() -> feed.decoderCounters().get(FeedCounter.TRADES) == 1);

        venue.cut();
        for (int i = 0; i < 20; i++) {
            venue.trade(BTC);
        }
        await().until(() -> feed.sessionCounters().get(SessionCounter.CONNECTIONS) == 2);
        awaitBook(BTC);
        venue.trade(BTC);
        await().until(() -> feed.decoderCounters().get(FeedCounter.TRADES) == 22);

        assertThat(books.tradesMissing()).isZero();
        assertThat(feed.decoderCounters().get(FeedCounter.TRADE_GAPS)).isZero();
    }

    @Test
    void shouldReplaceConnectionBeforeMaintenance() {
        start(BTC, XRP);
        awaitBook(BTC);

        venue.say("{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"maintenance\"}]}");
        await().until(() -> {
            venue.change(BTC, false);
            venue.change(XRP, false);
            return feed.sessionCounters().get(SessionCounter.PLANNED_RECONNECTS) == 1 && venue.clients() == 1;
        });
        awaitBook(BTC);
        awaitBook(XRP);

        assertThat(books.count(FeedReason.REMOTE_CLOSE)).isZero();
        assertThat(books.count(FeedReason.CHECKSUM)).isZero();
        assertThat(books.count(RejectReason.MALFORMED)).isZero();
    }

    @Test
    void shouldReplaceConnectionByPlanWithoutLosingTrades() {
        session.plannedReconnect(Duration.ofSeconds(1), Duration.ofMillis(200));
        start(BTC, XRP);
        awaitBook(BTC);

        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            venue.trade(BTC);
            venue.change(BTC, false);
            return feed.sessionCounters().get(SessionCounter.PLANNED_RECONNECTS) == 2;
        });
        awaitBook(BTC);
        awaitBook(XRP);

        assertThat(books.tradesMissing()).isZero();
        assertThat(books.count(FeedReason.GAP)).isZero();
        assertThat(books.count(FeedReason.REMOTE_CLOSE)).isZero();
        assertThat(books.count(FeedReason.CHECKSUM)).isZero();
    }

    @Test
    void shouldSubscribeToAndLeavePairsOnTheLivingConnection() {
        start(BTC);
        awaitBook(BTC);

        feed.symbols(List.of(XRP));
        await().until(() -> books.count(FeedReason.UNSUBSCRIBED) == 2);
        awaitBook(XRP);

        assertThat(books.book(1)).isEmpty();
        assertThat(venue.requests().subList(4, venue.requests().size()))
                .containsExactly(
                        "unsubscribe trade [\"BTC/USD\"]",
                        "unsubscribe ticker [\"BTC/USD\"]",
                        "unsubscribe book [\"BTC/USD\"]",
                        "subscribe trade [\"XRP/USD\"]",
                        "subscribe ticker [\"XRP/USD\"]",
                        "subscribe book [\"XRP/USD\"]");
        assertThat(feed.sessionCounters().get(SessionCounter.CONNECTIONS)).isEqualTo(1);
        assertThat(feed.decoderCounters().get(FeedCounter.REJECTED)).isZero();
    }

    @Test
    void shouldGoOnWithoutPairThatIsRefused() {
        start(BTC, "NONE/USD");

        awaitBook(BTC);
        await().until(() -> books.count(FeedReason.REFUSED) == 2);
        assertThat(books.count(FeedReason.VENUE_ERROR)).isZero();
        assertThat(books.count(FeedReason.SUBSCRIBED)).isEqualTo(1);
    }

    private void start(String... symbols) {
        FeedSettings settings = new FeedSettings(
                Venue.KRAKEN,
                "v2",
                venue.url(),
                venue.url().replaceFirst("ws", "http"),
                List.of(symbols),
                List.of("trade", "ticker", "book"),
                DEPTH,
                FeedTimeUnit.MILLISECOND,
                "",
                Duration.ZERO,
                session.build());
        feed = new KrakenVenue()
                .feed(
                        settings,
                        new FeedContext(
                                instruments,
                                new RecordingPublisher(books),
                                new SystemEpochNanoClock(),
                                FrameTap.NONE,
                                new VenueBudgets(),
                                LostBooks.NONE));
        feed.start();
    }

    /** Waits until a book equals the venue's; a change, now and then, shows what is wrong deeper down. */
    private void awaitBook(String symbol) {
        int id = symbol.equals(BTC) ? 1 : 2;
        await(symbol).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (books.book(id).equals(venue.lines(symbol))) {
                return true;
            }
            venue.change(symbol, false);
            return false;
        });
    }
}
