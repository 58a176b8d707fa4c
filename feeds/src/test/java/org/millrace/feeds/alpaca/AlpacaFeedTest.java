package org.millrace.feeds.alpaca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.FeedCounter;

class AlpacaFeedTest {
    private static final String TRADE =
            "{\"T\":\"t\",\"S\":\"AAPL\",\"i\":628,\"x\":\"K\",\"p\":162.92,\"s\":3,\"c\":[\"@\",\"I\"],\"z\":\"C\","
                    + "\"t\":\"2023-04-06T11:54:26.838232225Z\"}";
    private static final String TRADED = "Trade 1 1680782066838232225 628 162.92 x 3 UNKNOWN [@I]";
    private static final String SNAPSHOT = "{\"T\":\"o\",\"S\":\"BTC/USD\",\"t\":\"2023-04-06T11:54:26Z\","
            + "\"b\":[{\"p\":28000.1,\"s\":0.5}],\"a\":[{\"p\":28001,\"s\":1.25}],\"r\":true}";
    private static final String CHANGE = "{\"T\":\"o\",\"S\":\"BTC/USD\",\"t\":\"2023-04-06T11:54:27.5Z\","
            + "\"b\":[{\"p\":28000.1,\"s\":0}],\"a\":[]}";

    private final AlpacaHarness venue = new AlpacaHarness();

    @Test
    void shouldPublishAllMessagesOfAFrame() {
        String quote =
                "{\"T\":\"q\",\"S\":\"AMD\",\"bx\":\"K\",\"bp\":91.95,\"bs\":2,\"ax\":\"Q\",\"ap\":91.98,\"as\":1,"
                        + "\"c\":[\"R\"],\"z\":\"C\",\"t\":\"2023-04-06T11:54:21.670905508Z\"}";

        assertEquals(
                List.of(TRADED, "Quote 2 1680782061670905508 0 91.95 x 2 / 91.98 x 1", TRADED.replace("628", "629")),
                venue.eventsOf("[" + TRADE + "," + quote + " , " + TRADE.replace("628", "629") + " ] "));
    }

    @Test
    void shouldRefuseATradeThatWasThereBefore() {
        String elsewhere = TRADE.replace("54:26.838", "54:26.839"); // another exchange counts for itself

        assertEquals(
                List.of(TRADED, TRADED.replace("66838", "66839"), "Rejected 1 1680782066838232225 DUPLICATE 4 628 []"),
                venue.eventsOf("[" + TRADE + "," + elsewhere + "," + TRADE + "]"));
    }

    @Test
    void shouldTellTheTakersSideOfCrypto() {
        String trade = "[{\"T\":\"t\",\"S\":\"BTC/USD\",\"p\":28000.123456789,\"s\":0.000000001,"
                + "\"t\":\"2023-04-06T11:54:26Z\",\"i\":3447222699101865076,\"tks\":\"S\"}]";

        assertEquals(
                List.of("Trade 1 1680782066000000000 3447222699101865076 28000.123456789 x 0.000000001 SELL"),
                venue.eventsOf(trade));
    }

    @Test
    void shouldPublishBars() {
        String bar = "\"S\":\"SPY\",\"o\":388.985,\"h\":389.13,\"l\":388.975,\"c\":389.12,\"v\":49378,\"n\":461,"
                + "\"vw\":389.062639,\"t\":\"2021-02-22T19:15:00Z\"}";

        assertEquals(
                List.of(
                        "VenueBar 1 1 1614021300000000000 60s o=388.985 h=389.13 l=388.975 c=389.12 v=49378 q=0 n=461"
                                + " V=0 closed=T",
                        "VenueBar 1 1 1614021300000000000 60s o=388.985 h=389.13 l=388.975 c=389.12 v=49378 q=0 n=461"
                                + " V=0 closed=T REVISED",
                        "VenueBar 1 1 1614021300000000000 86400s o=388.985 h=389.13 l=388.975 c=389.12 v=49378 q=0"
                                + " n=461 V=0 closed=F"),
                venue.eventsOf("[{\"T\":\"b\"," + bar + ",{\"T\":\"u\"," + bar + ",{\"T\":\"d\"," + bar + "]"));
    }

    @Test
    void shouldPublishCorrectionsAndHalts() {
        String frame = "[{\"T\":\"c\",\"S\":\"EEM\",\"x\":\"M\",\"oi\":52983525033527,\"op\":39.1582,\"os\":440000,"
                + "\"oc\":[\" \",\"7\"],\"ci\":52983525034326,\"cp\":39.1809,\"cs\":440000,\"cc\":[\" \",\"7\"],"
                + "\"z\":\"B\",\"t\":\"2023-04-06T14:25:06.542305024Z\"},"
                + "{\"T\":\"x\",\"S\":\"GOOGL\",\"i\":465,\"x\":\"D\",\"p\":105.31,\"s\":300,\"a\":\"C\",\"z\":\"C\","
                + "\"t\":\"2023-04-06T13:15:42.83540958Z\"},"
                + "{\"T\":\"s\",\"S\":\"AAPL\",\"sc\":\"H\",\"sm\":\"Trading Halt\",\"rc\":\"T12\",\"rm\":\"…\","
                + "\"t\":\"2021-02-22T19:15:00Z\",\"z\":\"C\"},"
                + "{\"T\":\"s\",\"S\":\"AAPL\",\"sc\":\"T\",\"t\":\"2021-02-22T19:20:00Z\"},"
                + "{\"T\":\"s\",\"S\":\"AAPL\",\"sc\":\"Q\",\"t\":\"2021-02-22T19:20:00Z\"},"
                + "{\"T\":\"s\",\"S\":\"EEM\",\"sc\":\"2\",\"z\":\"B\",\"t\":\"2021-02-22T19:21:00Z\"},"
                + "{\"T\":\"s\",\"S\":\"EEM\",\"sc\":\"F\",\"z\":\"B\",\"t\":\"2021-02-22T19:21:00Z\"},"
                + "{\"T\":\"s\",\"S\":\"EEM\",\"sc\":\"3\",\"z\":\"B\",\"t\":\"2021-02-22T19:22:00Z\"}]";

        assertEquals(
                List.of(
                        "TradeCorrection 1 1680791106542305024 52983525033527 REPLACE 39.1809 x 440000 REVISED",
                        "TradeCorrection 2 1680786942835409580 465 CANCEL 105.31 x 300 REVISED",
                        "FeedStatus 3 1614021300000000000 TRADES STALE HALTED",
                        "FeedStatus 3 1614021600000000000 TRADES LIVE RESUMED",
                        "FeedStatus 1 1614021660000000000 TRADES STALE HALTED",
                        "FeedStatus 1 1614021720000000000 TRADES LIVE RESUMED"),
                venue.eventsOf(frame));
    }

    @Test
    void shouldJoinBooks() {
        assertEquals(
                List.of(
                        "BookUpdate 1 1680782066000000000 0-0 SNAPSHOT FIRST LAST B28000.1x0.5 A28001x1.25",
                        "FeedStatus 1 1680782066000000000 BOOK LIVE SNAPSHOT_APPLIED",
                        "BookUpdate 1 1680782067500000000 0-0 FIRST LAST B28000.1x0"),
                venue.eventsOf("[" + SNAPSHOT + "," + CHANGE + "]"));
        assertEquals(
                List.of("BookUpdate 1 1680782066000000000 0-0 SNAPSHOT FIRST LAST B28000.1x0.5 A28001x1.25"),
                venue.eventsOf("[" + SNAPSHOT + "]"));

        venue.feed.onDisconnect(5);

        assertEquals(List.of("FeedStatus 1 5 BOOK STALE REMOTE_CLOSE"), venue.events.take());
    }

    @Test
    void shouldAskForTheSnapshotOfABookThatBeginsWithAChange() {
        assertEquals(
                List.of("FeedStatus 1 1680782067500000000 BOOK SYNCING SNAPSHOT_REQUESTED"),
                venue.eventsOf("[" + CHANGE + "," + CHANGE + "]"));
        assertEquals(List.of("BTC/USD"), venue.requests);
    }

    @Test
    void shouldBeginABookAnewThatLostAChange() {
        List<String> lost = List.of("FeedStatus 1 1 BOOK STALE GAP", "FeedStatus 1 1 BOOK SYNCING SNAPSHOT_REQUESTED");

        venue.eventsOf("[" + SNAPSHOT + "]");
        List<String> events = venue.eventsOf("[" + CHANGE.replace("28000.1", "28000.1234567891") + "]");
        assertEquals("Rejected 1 1 PRECISION 7 0 [[{\"p\":28000.1234567891,\"s\":0}]]", events.get(0));
        assertEquals(lost, events.subList(1, 3));

        venue.eventsOf("[" + SNAPSHOT + "]");
        events = venue.eventsOf("[" + CHANGE.replace("\"s\":0", "\"s\":null") + "]");
        assertEquals(lost, events.subList(1, 3));
        assertEquals(List.of("BTC/USD", "BTC/USD"), venue.requests);
    }

    @Test
    void shouldPublishNothingOfAFrameThatOneMessageSpoils() {
        String spoilt = TRADE.replace("162.92", "\"162.92\"");

        assertEquals(List.of("Rejected 0 1 MALFORMED 4 0 [162.92]"), venue.eventsOf("[" + TRADE + "," + spoilt + "]"));
        assertEquals(
                List.of("Rejected 0 1 TIME_INVALID 4 0 [2023-02-30T11:54:26.838232225Z]"),
                venue.eventsOf("[" + TRADE.replace("2023-04-06", "2023-02-30") + "]"));
        assertEquals(1, venue.feed.counters().get(FeedCounter.REJECTED) - 1);
    }

    @Test
    void shouldRefuseByItselfWhatTheInstrumentDoesNotHold() {
        venue.instruments.refuse("NOPE");

        assertEquals(
                List.of(
                        "Rejected 1 1 PRECISION 4 0 [162.920000001]",
                        TRADED,
                        "Rejected 0 1 UNKNOWN_INSTRUMENT 4 0 [NOPE]"),
                venue.eventsOf("[" + TRADE.replace("162.92", "162.920000001") + "," + TRADE + ","
                        + TRADE.replace("AAPL", "NOPE") + "]"));
    }

    @Test
    void shouldPublishAllOrNothingWhereTheRingIsFull() {
        String frame = "[" + TRADE + "," + TRADE.replace("628", "629") + "," + TRADE.replace("628", "630") + "]";
        venue.ring.free(2);

        assertFalse(venue.frame(frame));
        assertEquals(List.of(), venue.events.take());

        venue.ring.free(3);

        assertTrue(venue.frame(frame));
        assertEquals(List.of(TRADED, TRADED.replace("628", "629"), TRADED.replace("628", "630")), venue.events.take());
    }

    @Test
    void shouldGoOnWhereALongFrameStood() {
        String frame = "[" + (TRADE + ",").repeat(600) + TRADE + "]";
        venue.ring.free(300);

        assertFalse(venue.frame(frame));
        venue.ring.free(1_000);

        assertTrue(venue.frame(frame));
        assertEquals(601, venue.events.take().size());
    }

    @Test
    void shouldPublishABookThatTakesSeveralClaims() {
        String levels = "{\"p\":1.5,\"s\":2},".repeat(3_000);
        String frame = SNAPSHOT.replace("\"b\":[", "\"b\":[" + levels);
        venue.ring.free(260);

        assertFalse(venue.frame("[" + frame + "," + TRADE + "]"));
        venue.ring.free(1_000);

        assertTrue(venue.frame("[" + frame + "," + TRADE + "]"));
        List<String> events = venue.events.take();
        assertEquals(301 + 1 + 1, events.size());
        assertEquals("FeedStatus 1 1680782066000000000 BOOK LIVE SNAPSHOT_APPLIED", events.get(301));
    }

    @Test
    void shouldPassOverWhatIsKnownAndCountWhatIsNot() {
        assertEquals(
                List.of(),
                venue.eventsOf("[{\"T\":\"success\",\"msg\":\"connected\"},{\"T\":\"l\",\"S\":\"A\"},"
                        + "{\"T\":\"news\",\"id\":1},{\"T\":\"i\"}]"));
        assertEquals(List.of(), venue.eventsOf("[]"));
        assertEquals(1, venue.feed.counters().get(FeedCounter.CONTROL));
        assertEquals(3, venue.feed.counters().get(FeedCounter.IGNORED));
        assertEquals(1, venue.feed.counters().get(FeedCounter.UNKNOWN));
    }
}
