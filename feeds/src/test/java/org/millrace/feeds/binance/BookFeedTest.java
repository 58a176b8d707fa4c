package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.feeds.BookChecker;
import org.millrace.feeds.FeedCounter;

class BookFeedTest {
    private static final String SYNCING = "FeedStatus 1 1000000 BOOK SYNCING SNAPSHOT_REQUESTED";
    private static final String LIVE = "FeedStatus 1 9 BOOK LIVE SNAPSHOT_APPLIED";
    private static final String SNAPSHOT = "BookUpdate 1 9 12-12 SNAPSHOT FIRST LAST B1x2 A3x4";

    private final FeedHarness venue = new FeedHarness();

    @Test
    void shouldJoinSnapshotWithChangesKept() {
        delta(8, 10);
        delta(11, 14);
        delta(15, 15);

        snapshot(12);
        delta(16, 17);

        assertEquals(
                List.of(SYNCING, SNAPSHOT, update(11, 14), update(15, 15), LIVE, update(16, 17)), venue.events.take());
        assertEquals(List.of("X"), venue.requests);
    }

    @Test
    void shouldStateFirstLevelsOfAWholeBookWithoutChangingIt() {
        String levels = "'data':{'lastUpdateId':13,'bids':[['2','5']],'asks':[['3','4'],['4','1']]}}";
        venue.frame(("{'stream':'x@depth5'," + levels).replace('\'', '"'), 7);
        snapshot(12);
        venue.events.take();

        venue.frame(("{'stream':'x@depth20@100ms'," + levels).replace('\'', '"'), 8);
        venue.frame(("{" + levels.substring(8, levels.length() - 1)).replace('\'', '"'), 8); // whose is not said
        venue.frame(
                "{'stream':'x@depth5','data':{'lastUpdateId':14,'bids':[['2','?']],'asks':[]}}".replace('\'', '"'), 8);

        assertEquals(
                List.of("BookUpdate 1 8 13-13 CHECK FIRST LAST B2x5 A3x4 A4x1", "Rejected 1 8 MALFORMED 7 0 [?]"),
                venue.events.take());
    }

    @Test
    void shouldHaveAWholeBookChecked() {
        BookChecker checks = venue.feed.bookChecks();
        assertEquals("", checks.next());
        snapshot(12);
        venue.events.take();

        assertEquals("X", checks.next());
        assertTrue(checks.announce("X", 20));
        assertTrue(checks.onAnswer("X", "{\"bids\":[[1,2]],\"asks\":[[3,4],[5,6]]}".getBytes(UTF_8), 21));
        assertTrue(checks.onAnswer("X", "sorry".getBytes(UTF_8), 22));

        assertEquals(
                List.of(
                        "FeedStatus 1 20 BOOK LIVE BOOK_CHECK",
                        "BookUpdate 1 21 0-0 CHECK SNAPSHOT FIRST LAST B1x2 A3x4 A5x6",
                        "Rejected 1 22 MALFORMED 7 0 [sorry]"),
                venue.events.take());
    }

    @Test
    void shouldPassOverChangesThatSnapshotHas() {
        snapshot(12);
        delta(8, 10);
        delta(11, 12);
        delta(13, 13);

        assertEquals(List.of(SNAPSHOT, LIVE, update(13, 13)), venue.events.take());
        assertEquals(2, venue.feed.counters().get(FeedCounter.UPDATES_OLD));
    }

    @Test
    void shouldAskAgainWhereSnapshotIsTooOld() {
        delta(14, 15);

        snapshot(12);
        snapshot(13);

        assertEquals(
                List.of(
                        SYNCING,
                        "FeedStatus 1 9 BOOK SYNCING SNAPSHOT_TOO_OLD 13-13",
                        "BookUpdate 1 9 13-13 SNAPSHOT FIRST LAST B1x2 A3x4",
                        update(14, 15),
                        LIVE),
                venue.events.take());
        assertEquals(List.of("X", "X"), venue.requests);
    }

    @Test
    void shouldStayStaleAfterGapUntilNextSnapshot() {
        snapshot(12);
        delta(13, 13);
        delta(16, 17);
        delta(14, 15);
        delta(16, 17);
        delta(18, 18);
        venue.events.take();

        snapshot(17);

        assertEquals(
                List.of("BookUpdate 1 9 17-17 SNAPSHOT FIRST LAST B1x2 A3x4", update(18, 18), LIVE),
                venue.events.take());
    }

    @Test
    void shouldTellOfGapAndOfWhatComesTooLate() {
        snapshot(12);
        delta(13, 13);
        venue.events.take();

        delta(16, 17);
        delta(14, 15);
        delta(16, 17);

        assertEquals(
                List.of(
                        "FeedStatus 1 1000000 BOOK STALE GAP 14-15",
                        SYNCING,
                        "Rejected 1 1000000 OUT_OF_ORDER 7 15 []",
                        "Rejected 1 1000000 DUPLICATE 7 17 []"),
                venue.events.take());
    }

    @Test
    void shouldNotBeStoppedByAnIdThatWasDamaged() {
        snapshot(12);
        venue.events.take();

        delta(13, 9_000_000_000L);
        delta(13, 14);

        assertEquals(List.of("Rejected 1 1000000 INCONSISTENT 7 9000000000 []", update(13, 14)), venue.events.take());
    }

    @Test
    void shouldNotNeedSnapshotForWholeBook() {
        snapshot(12);
        venue.events.take();

        snapshot(20);

        assertEquals(List.of(), venue.events.take());
        assertEquals(1, venue.feed.counters().get(FeedCounter.SNAPSHOTS_UNUSED));
    }

    @Test
    void shouldBeginAnewAfterDisconnect() {
        snapshot(12);
        delta(13, 13);
        venue.feed.onDisconnect(5);
        delta(13, 13);

        List<String> events = venue.events.take();
        assertEquals(List.of("FeedStatus 1 5 BOOK STALE REMOTE_CLOSE", SYNCING), events.subList(3, events.size()));
    }

    @Test
    void shouldRefuseSnapshotThatIsNone() {
        delta(8, 10);
        venue.events.take();

        venue.snapshot("X", "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}", 9);

        assertEquals(
                List.of("Rejected 1 9 MALFORMED 7 0 [{\"code\":-1121,\"msg\":\"Invalid sym]"), venue.events.take());
        assertEquals(List.of("X", "X"), venue.requests);
    }

    @Test
    void shouldGoOnWithJoinThatFoundRingFull() {
        String large = large(6_000);
        FeedHarness whole = new FeedHarness();
        keep(whole);
        whole.snapshot("X", large, 9);
        keep(venue);

        int attempts = 0;
        for (boolean joined = false; !joined; attempts++) {
            venue.ring.free(256);
            joined = venue.snapshot("X", large, 9);
        }

        assertTrue(attempts > 2, "attempts: " + attempts);
        assertEquals(whole.events.lines(), venue.events.lines());
    }

    @Test
    void shouldKeepNewestChangesWhenTooManyCome() {
        for (int id = 1; id <= 20_000; id++) {
            delta(id, id);
        }
        assertEquals(List.of(SYNCING, "FeedStatus 1 1 BOOK SYNCING BUFFER_FULL"), venue.events.take());

        snapshot(19_999);

        List<String> events = new ArrayList<>(venue.events.take());
        assertEquals(List.of(update(20_000, 20_000), LIVE), events.subList(1, events.size()));
    }

    private void delta(long first, long last) {
        delta(venue, first, last);
    }

    private static void delta(FeedHarness to, long first, long last) {
        String frame = "{'e':'depthUpdate','E':1,'s':'X','U':" + first + ",'u':" + last + ",'b':[['1.0','0']],'a':[]}";
        to.frame(frame.replace('\'', '"'), 1);
    }

    private static void keep(FeedHarness of) {
        delta(of, 8, 10);
        delta(of, 11, 14);
        delta(of, 15, 15);
    }

    private void snapshot(long id) {
        String body = "{'lastUpdateId':" + id + ",'bids':[['1','2']],'asks':[ [\"3\",\"4\"] ]}";
        assertTrue(venue.snapshot("X", body.replace('\'', '"'), 9));
    }

    private static String large(int levels) {
        List<String> bids = new ArrayList<>();
        for (int i = 1; i <= levels; i++) {
            bids.add("[\"" + i + "\",\"1\"]");
        }
        return "{\"lastUpdateId\":12,\"bids\":[" + String.join(",", bids) + "],\"asks\":[]}";
    }

    private static String update(long first, long last) {
        return "BookUpdate 1 1000000 " + first + "-" + last + " FIRST LAST B1x0";
    }
}
