package org.millrace.feeds.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.LostBooks;

class CoinbaseFeedTest {
    private static final String TIME = "2026-08-09T21:05:48Z";
    private static final long NS = 1_786_309_548_000_000_000L;
    private static final String BOOK_LIVE = "FeedStatus 1 1 BOOK LIVE SNAPSHOT_APPLIED";
    private static final String REQUESTED = "FeedStatus 1 1 BOOK SYNCING SNAPSHOT_REQUESTED";

    private final FeedHarness exchange = FeedHarness.exchange();
    private final FeedHarness advanced = FeedHarness.advanced();

    @Test
    void shouldTakeTheMakersSideForTheOtherSidesTrade() {
        assertEquals(
                List.of("Trade 1 " + NS + " 5 2.5 x 1 SELL"),
                exchange.eventsOf(match("match", 5).replace("sell", "buy")));
        assertEquals(List.of("Trade 1 " + NS + " 5 2.5 x 1 BUY"), advanced.eventsOf(trades(0, "update", 5)));
    }

    @Test
    void shouldCountTheTradeBeforeSubscribingNever() {
        assertEquals(List.of(), exchange.eventsOf(match("last_match", 5)));
        assertEquals(List.of("Trade 1 " + NS + " 6 2.5 x 1 BUY"), exchange.eventsOf(match("match", 6)));
        assertEquals(List.of(), exchange.eventsOf(match("last_match", 6)));
        assertEquals(List.of("FeedStatus 1 " + NS + " TRADES LIVE GAP 7-9"), exchange.eventsOf(match("last_match", 9)));
        assertEquals(List.of("Trade 1 " + NS + " 10 2.5 x 1 BUY"), exchange.eventsOf(match("match", 10)));
    }

    @Test
    void shouldTakeNoEscapedQuoteForTheEndOfAText() {
        String whole = match("match", 6).replace("\"m\"", "\"m\\\"n\"");
        String broken = match("match", 7).replace("\"m\"", "\"m\\\"");

        assertEquals(List.of("Trade 1 " + NS + " 6 2.5 x 1 BUY"), exchange.eventsOf(whole));
        List<String> events = exchange.eventsOf(broken);
        assertEquals(1, events.size());
        assertTrue(events.get(0).startsWith("Rejected "), events.get(0));
    }

    @Test
    void shouldTellOfTradesThatAHeartbeatKnows() {
        String heartbeat =
                "{\"type\":\"heartbeat\",\"sequence\":9,\"last_trade_id\":8,\"product_id\":\"A-USD\",\"time\":\"" + TIME
                        + "\"}";

        assertEquals(List.of(), exchange.eventsOf(heartbeat));
        exchange.eventsOf(match("match", 6));
        assertEquals(List.of("FeedStatus 1 " + NS + " TRADES LIVE GAP 7-8"), exchange.eventsOf(heartbeat));
        assertEquals(List.of(), exchange.eventsOf(heartbeat));
    }

    @Test
    void shouldTurnTradesRoundThatComeNewestFirst() {
        assertEquals(
                List.of(
                        "Trade 1 " + NS + " 5 2.5 x 1 BUY",
                        "Trade 1 " + NS + " 6 2.5 x 1 BUY",
                        "FeedStatus 1 " + NS + " TRADES LIVE GAP 7-7",
                        "Trade 1 " + NS + " 8 2.5 x 1 BUY"),
                advanced.eventsOf(trades(0, "update", 8, 6, 5)));
    }

    @Test
    void shouldTakeOfTradesToldAgainWhatWasMissed() {
        assertEquals(List.of(), advanced.eventsOf(trades(0, "snapshot", 6, 5, 4)));
        assertEquals(List.of("Trade 1 " + NS + " 7 2.5 x 1 BUY"), advanced.eventsOf(trades(1, "update", 7)));
        advanced.feed.onConnection(2, 1);

        assertEquals(
                List.of("Trade 1 " + NS + " 8 2.5 x 1 BUY", "Trade 1 " + NS + " 9 2.5 x 1 BUY"),
                advanced.eventsOf(trades(0, "snapshot", 9, 8, 7, 6)));
    }

    @Test
    void shouldBeginABookWithItsSnapshot() {
        String update = update("2.4", "0.0");
        assertEquals(List.of(REQUESTED), exchange.eventsOf(update));
        assertEquals(List.of(), exchange.eventsOf(update));
        assertEquals(List.of("A-USD"), exchange.requests);

        assertEquals(
                List.of("BookUpdate 1 1 0-0 SNAPSHOT FIRST LAST B2.4x3 A2.5x1", BOOK_LIVE),
                exchange.eventsOf(snapshot()));
        assertEquals(List.of("BookUpdate 1 " + NS + " 0-0 FIRST LAST B2.4x0"), exchange.eventsOf(update));
    }

    @Test
    void shouldLoseOnlyTheBookWhoseChangeCannotBeRead() {
        exchange.eventsOf(snapshot());
        exchange.eventsOf(snapshot().replace("A-USD", "B-USD"));

        assertEquals(
                List.of("FeedStatus 1 1 BOOK STALE GAP", REQUESTED, "Rejected 1 1 PRECISION 7 0 [2.0000000001]"),
                exchange.eventsOf(update("2.0000000001", "1")));
        assertEquals(List.of("A-USD"), exchange.requests);
        assertEquals(List.of(), exchange.eventsOf(update("2.4", "1")));
        assertEquals(
                1,
                exchange.eventsOf(update("2.4", "1").replace("A-USD", "B-USD")).size());
    }

    @Test
    void shouldPassOverWhatNoEventIsMadeOf() {
        FeedHarness advanced = FeedHarness.advanced();
        FeedHarness exchange = FeedHarness.exchange();
        String ticker = "{'channel':'ticker','client_id':'','timestamp':'2023-03-01T10:00:00.5Z','sequence_num':0,"
                + "'events':[{'type':'snapshot','tickers':[{'type':'ticker','product_id':'BTC-USD','price':'23000.5'}]}]}";

        assertEquals(List.of(), advanced.eventsOf(ticker.replace('\'', '"')));
        assertEquals(List.of(), exchange.eventsOf("[\"change\",\"BTC-USD\",\"7\",\"5\",\"1\"]"));
        assertEquals(1, advanced.feed.counters().get(FeedCounter.IGNORED));
        assertEquals(1, exchange.feed.counters().get(FeedCounter.IGNORED));
        assertEquals(1, exchange.eventsOf("[7,[],\"trade\",\"XBT/USD\"]").size()); // another venue's
    }

    @Test
    void shouldUseItsOwnTimeWhereTheVenueGivesNone() {
        exchange.eventsOf(snapshot());
        String noTime = "0001-01-01T00:00:00.000000Z";

        assertEquals(
                List.of("BookUpdate 1 1 0-0 FIRST LAST B2.4x1"),
                exchange.eventsOf(update("2.4", "1").replace(TIME, noTime)));
        assertEquals(
                List.of("Rejected 1 1 TIME_INVALID 4 0 [" + noTime + "]"),
                exchange.eventsOf(match("match", 5).replace(TIME, noTime)));
    }

    @Test
    void shouldTellOfFramesMissingAndLoseAllBooks() {
        advanced.eventsOf(levels(0, "snapshot"));

        assertEquals(
                List.of(
                        "FeedStatus 0 " + NS + " CONNECTION LIVE GAP 1-3",
                        "FeedStatus 1 1 BOOK STALE GAP 1-3",
                        REQUESTED,
                        "Trade 1 " + NS + " 5 2.5 x 1 BUY"),
                advanced.eventsOf(trades(4, "update", 5)));
        assertEquals(List.of(), advanced.eventsOf(levels(5, "update")));
        assertEquals(
                List.of("BookUpdate 1 " + NS + " 6-6 SNAPSHOT FIRST LAST B2.4x3", BOOK_LIVE),
                advanced.eventsOf(levels(6, "snapshot")));
    }

    @Test
    void shouldRefuseFramesThatCameTwiceOrTooLate() {
        advanced.eventsOf(levels(10, "snapshot"));
        advanced.eventsOf(levels(15, "snapshot"));

        assertEquals(List.of("Rejected 1 " + NS + " DUPLICATE 7 15 []"), advanced.eventsOf(levels(15, "update")));
        assertEquals(List.of("Rejected 1 " + NS + " OUT_OF_ORDER 7 13 []"), advanced.eventsOf(levels(13, "update")));
        assertEquals(List.of("Rejected 1 " + NS + " DUPLICATE 7 9 []"), advanced.eventsOf(levels(9, "update")));
    }

    @Test
    void shouldGoOnBehindAFrameWhoseNumberWasDamaged() {
        advanced.eventsOf(levels(10, "snapshot"));
        advanced.eventsOf(levels(91, "update")); // should have been 11, which comes now
        advanced.eventsOf(levels(11, "snapshot"));

        assertEquals(
                List.of("BookUpdate 1 " + NS + " 12-12 FIRST LAST B2.4x3"), advanced.eventsOf(levels(12, "update")));
    }

    @Test
    void shouldTakeTheTrueFrameBehindACopyThatCannotBeRead() {
        advanced.eventsOf(levels(10, "snapshot"));
        advanced.eventsOf(trades(11, "update", 5).replace("2.5", "2.x"));

        assertEquals(List.of("Trade 1 " + NS + " 5 2.5 x 1 BUY"), advanced.eventsOf(trades(11, "update", 5)));
    }

    @Test
    void shouldPublishNothingOfAFrameThatFindsTheRingFull() {
        exchange.eventsOf(match("match", 5));
        exchange.ring.free(1);
        assertFalse(exchange.frame(match("match", 8), 1));
        assertEquals(List.of(), exchange.events.take());

        exchange.ring.free(2);
        assertTrue(exchange.frame(match("match", 8), 1));
        assertEquals(2, exchange.events.take().size());
        assertEquals(1, exchange.feed.counters().get(FeedCounter.RING_FULL));
    }

    @Test
    void shouldGoOnWhereTheRingWasFull() {
        FeedHarness whole = FeedHarness.advanced();
        List<String> frames = List.of(
                levels(0, "snapshot"), trades(1, "snapshot", 3), trades(4, "update", 9, 6), levels(5, "snapshot"));
        frames.forEach(frame -> whole.frame(frame, 1));

        for (String frame : frames) {
            for (int free = 0; !step(frame, free); free++) {
                assertTrue(free < 10);
            }
        }

        assertEquals(whole.events.lines(), advanced.events.lines());
    }

    @Test
    void shouldAskAgainForSnapshotsThatDoNotCome() {
        exchange.feed.books(true).watch(LostBooks.NONE, 0).add(List.of("A-USD"), 1);
        exchange.feed.onConnection(1, 1);
        long limit = TimeUnit.SECONDS.toNanos(20);

        assertTrue(exchange.feed.onBeat(limit));
        assertEquals(List.of(), exchange.events.take());
        assertTrue(exchange.feed.onBeat(limit + 1));
        assertEquals(List.of("FeedStatus 1 20000000001 BOOK SYNCING SNAPSHOT_FAILED"), exchange.events.take());
        assertEquals(List.of("A-USD"), exchange.requests);
    }

    @Test
    void shouldTakeWhatIsInUsdForWhatWasAskedForInUsdc() {
        advanced.feed.books(true).add(List.of("A-USDC"), 1);
        advanced.feed.onConnection(1, 1);

        assertEquals(List.of("Trade 1 " + NS + " 5 2.5 x 1 BUY"), advanced.eventsOf(trades(0, "update", 5)));
        assertEquals("A-USDC", advanced.instruments.instrument(1).symbol());
        assertEquals(
                List.of("Trade 1 " + NS + " 6 2.5 x 1 BUY"),
                advanced.eventsOf(trades(1, "update", 6).replace("A-USD", "A-USDC")));
    }

    @Test
    void shouldEndBooksWithTheirConnection() {
        exchange.eventsOf(snapshot());

        assertTrue(exchange.feed.onDisconnect(1));

        assertEquals(List.of("FeedStatus 1 1 BOOK STALE REMOTE_CLOSE"), exchange.events.take());
    }

    private boolean step(String frame, int free) {
        advanced.ring.free(free);
        return advanced.frame(frame, 1);
    }

    private static String match(String type, long id) {
        return "{\"type\":\"" + type + "\",\"trade_id\":" + id + ",\"maker_order_id\":\"m\",\"taker_order_id\":\"t\","
                + "\"side\":\"sell\",\"size\":\"1\",\"price\":\"2.5\",\"product_id\":\"A-USD\",\"sequence\":9,\"time\":\""
                + TIME + "\"}";
    }

    private static String snapshot() {
        return "{\"type\":\"snapshot\",\"product_id\":\"A-USD\",\"asks\":[[\"2.5\",\"1\"]],\"bids\":[[\"2.4\",\"3\"]]}";
    }

    private static String update(String price, String size) {
        return "{\"type\":\"l2update\",\"product_id\":\"A-USD\",\"changes\":[[\"buy\",\"" + price + "\",\"" + size
                + "\"]],\"time\":\"" + TIME + "\"}";
    }

    private static String levels(long number, String type) {
        return "{\"channel\":\"l2_data\",\"timestamp\":\"" + TIME + "\",\"sequence_num\":" + number
                + ",\"events\":[{\"type\":\"" + type + "\",\"product_id\":\"A-USD\",\"updates\":[{\"side\":\"bid\","
                + "\"event_time\":\"" + TIME + "\",\"price_level\":\"2.4\",\"new_quantity\":\"3\"}]}]}";
    }

    private static String trades(long number, String type, long... ids) {
        StringBuilder list = new StringBuilder();
        for (long id : ids) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"product_id\":\"A-USD\",\"trade_id\":\"")
                    .append(id)
                    .append("\",\"price\":\"2.5\",\"size\":\"1\",\"time\":\"")
                    .append(TIME)
                    .append("\",\"side\":\"SELL\"}");
        }
        return "{\"channel\":\"market_trades\",\"timestamp\":\"" + TIME + "\",\"sequence_num\":" + number
                + ",\"events\":[{\"type\":\"" + type + "\",\"trades\":[" + list + "]}]}";
    }
}
