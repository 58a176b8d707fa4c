package org.millrace.feeds.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.support.LiveBooks;

class KrakenFeedTest {
    private static final String PAIR = "BTC/USD";
    private static final long SECOND_NS = 1_000_000_000L;

    private final KrakenHarness venue = new KrakenHarness();
    private final StubMarket market = new StubMarket(PAIR, 10, new Random(5));

    @Test
    void shouldPublishTradesWithTheTakersSide() {
        assertEquals(
                List.of(
                        "Trade 1 1785641751660084000 70000001 63388.7 x 0.25761908 SELL",
                        "Trade 1 1785641751700000000 70000002 63388.8 x 0.000051 BUY"),
                venue.eventsOf(KrakenFrames.TRADE));
    }

    @Test
    void shouldKnowAPairThatNobodyDescribed() {
        String trade = trade("update", 1).replace(PAIR, "MOG/USD").replace("63388.7", "0.0000003673");

        assertEquals(List.of("Trade 1 1785641751660084000 1 0.0000003673 x 0.25761908 SELL"), venue.eventsOf(trade));
        assertEquals(-10, venue.instruments.instrument(1).priceExponent());
    }

    @Test
    void shouldTellOfTradesMissing() {
        venue.eventsOf(KrakenFrames.TRADE);

        assertEquals(
                List.of(
                        "FeedStatus 1 1785641751660084000 TRADES LIVE GAP 70000003-70000006",
                        "Trade 1 1785641751660084000 70000007 63388.7 x 0.25761908 SELL"),
                venue.eventsOf(trade("update", 70_000_007)));
    }

    @Test
    void shouldTakeOfTradesRepeatedThoseNotSeen() {
        assertEquals(List.of(), venue.eventsOf(trade("snapshot", 70_000_000)));
        venue.eventsOf(KrakenFrames.TRADE);

        assertEquals(List.of(), venue.eventsOf(trade("snapshot", 70_000_002)));
        assertEquals(
                List.of("Trade 1 1785641751660084000 70000003 63388.7 x 0.25761908 SELL"),
                venue.eventsOf(trade("snapshot", 70_000_003)));
    }

    @Test
    void shouldPublishTickersAsQuotesUnlessThePairIsDead() {
        String dead = KrakenFrames.TICKER.replace("\"bid\":63388.7", "\"bid\":0.0");
        String timeless = KrakenFrames.TICKER.replace("2026-08-02T03:35:51.660084Z", "1970-01-01T00:00:00Z");

        assertEquals(
                List.of("Quote 1 1785641751660084000 0 63388.7 x 0.25761908 / 63388.8 x 0.34887114"),
                venue.eventsOf(KrakenFrames.TICKER));
        assertEquals(List.of(), venue.eventsOf(dead));
        assertEquals(List.of("Quote 1 1 0 63388.7 x 0.25761908 / 63388.8 x 0.34887114"), venue.eventsOf(timeless));
    }

    @Test
    void shouldTakeDownLevelsThatFallOutOfTheDepth() {
        LiveBooks books = new LiveBooks();
        KrakenHarness live = new KrakenHarness(books);

        live.frame(market.snapshot(), 1);
        for (int i = 0; i < 500; i++) {
            live.frame(market.change(), 1);
            assertEquals(market.lines(), books.book(1));
        }

        assertEquals(501, live.feed.counters().get(FeedCounter.CHECKSUMS));
    }

    @Test
    void shouldPublishNothingOfABookThatDisagreesUntilItsSnapshot() {
        venue.eventsOf(market.snapshot());
        String wrong = market.change().replaceFirst("\"checksum\":\\d+", "\"checksum\":1");

        assertEquals(
                List.of("FeedStatus 1 1 BOOK STALE CHECKSUM", "FeedStatus 1 1 BOOK SYNCING SNAPSHOT_REQUESTED"),
                venue.eventsOf(wrong));
        assertEquals(List.of(), venue.eventsOf(market.change()));
        assertEquals(List.of(PAIR), venue.requests);
        List<String> whole = venue.eventsOf(market.snapshot());
        assertTrue(whole.get(0).contains("SNAPSHOT FIRST"));
        assertEquals("FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED", whole.get(whole.size() - 1));
    }

    @Test
    void shouldGoOnWhereTheRingWasFull() {
        List<String> frames = new ArrayList<>(List.of(KrakenFrames.TRADE, market.snapshot()));
        for (int i = 0; i < 20; i++) {
            frames.add(market.change());
        }
        KrakenHarness slow = new KrakenHarness();

        for (String frame : frames) {
            venue.frame(frame, 1);
            slow.ring.free(0);
            for (int free = 1; !slow.frame(frame, 1); free++) {
                slow.ring.free(free);
            }
        }

        assertEquals(venue.events.lines(), slow.events.lines());
    }

    @Test
    void shouldBeginABookAnewThatAFrameIsLostOf() {
        venue.eventsOf(market.snapshot());
        String unreadable = market.change().replaceFirst("\"qty\":0", "\"qty\":x0");

        List<String> events = venue.eventsOf(unreadable);

        assertEquals("FeedStatus 1 1 BOOK STALE GAP", events.get(0));
        assertTrue(events.get(2).startsWith("Rejected 1 1 MALFORMED 7"), events.toString());
        assertEquals(List.of(PAIR), venue.requests);
    }

    @Test
    void shouldAskAgainForSnapshotThatDoesNotCome() {
        venue.feed.books(10).add(List.of(PAIR), SECOND_NS);
        venue.feed.onConnection(1, SECOND_NS);
        venue.eventsOf(KrakenFrames.INSTRUMENT);

        venue.feed.onBeat(10 * SECOND_NS);
        assertEquals(List.of(), venue.requests);
        venue.feed.onBeat(20 * SECOND_NS);

        assertEquals(List.of(PAIR), venue.requests);
        assertEquals(List.of("FeedStatus 1 20000000000 BOOK SYNCING SNAPSHOT_FAILED"), venue.events.take());
    }

    @Test
    void shouldTellWhatPairsAreBeforeTheyAreUsed() {
        List<Instrument> told = new ArrayList<>();
        InstrumentListing listing = new InstrumentListing(KrakenHarness.KRAKEN, new InstrumentResolver() {
            @Override
            public int resolve(int of, DirectBuffer symbol, int offset, int length) {
                return told.size();
            }

            @Override
            public void describe(Instrument instrument) {
                told.add(instrument);
            }

            @Override
            public Instrument instrument(int id) {
                return told.get(id - 1);
            }
        });
        listing.read(buffer(KrakenFrames.INSTRUMENT), 0, KrakenFrames.INSTRUMENT.length());

        assertEquals(1, listing.resolve(KrakenHarness.KRAKEN, buffer("SHIB/USD"), 0, 8));

        Instrument shib = told.get(0);
        assertEquals(
                "SHIB-USD -9 -5 1 1",
                shib.name() + " " + shib.priceExponent() + " " + shib.quantityExponent() + " " + shib.tickSize() + " "
                        + shib.lotSize());
        assertEquals(1, told.size());
    }

    private static DirectBuffer buffer(String text) {
        return new UnsafeBuffer(text.getBytes(UTF_8));
    }

    private static String trade(String type, long id) {
        return "{\"channel\":\"trade\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"sell\","
                + "\"price\":63388.7,\"qty\":0.25761908,\"ord_type\":\"limit\",\"trade_id\":" + id
                + ",\"timestamp\":\"2026-08-02T03:35:51.660084Z\"}]}";
    }
}
