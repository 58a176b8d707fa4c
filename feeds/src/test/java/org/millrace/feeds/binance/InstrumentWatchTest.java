package org.millrace.feeds.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.LostBooks;

class InstrumentWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 100 * SECOND;
    private static final String DOUBT_TOLD = "BOOK STALE BOOK_TRUTH";

    private final FeedHarness venue = new FeedHarness();
    private final LostBooks lost = new LostBooks(8);

    @BeforeEach
    void connect() {
        venue.feed.watch(lost, 60 * SECOND);
        venue.feed.onConnection(3, START);
    }

    @Test
    void shouldTellOfAnInstrumentThatFellSilentAndOfItsReturn() {
        trade("X", 1, START);
        trade("Y", 1, START + 10 * SECOND);
        venue.events.take();

        beat(59);
        beat(61);
        beat(65);
        trade("X", 2, START + 66 * SECOND);
        beat(67);

        assertEquals(
                List.of(
                        "FeedStatus 1 161000000000 TRADES STALE SILENT",
                        "Trade 1 1000000 2 5 x 1 BUY",
                        "FeedStatus 1 167000000000 TRADES LIVE RESUMED"),
                venue.events.take());
        assertEquals(1, venue.feed.counters().get(FeedCounter.SILENCES));
    }

    @Test
    void shouldTellOfASymbolThatNothingEverCameOf() {
        venue.feed.add(List.of("X"), START);
        venue.feed.onConnection(4, START);

        beat(60);

        assertEquals(List.of("FeedStatus 1 160000000000 TRADES STALE SILENT"), venue.events.take());
    }

    @Test
    void shouldTellThatTheTradesOfASymbolThatFirstCameOnAConnectionEndWithIt() {
        trade("X", 1, START);
        venue.events.take();

        venue.feed.onDisconnect(START + SECOND);
        venue.feed.onDisconnect(START + SECOND);

        assertEquals(List.of("FeedStatus 1 101000000000 TRADES DISCONNECTED REMOTE_CLOSE"), venue.events.take());
    }

    @Test
    void shouldTakeOnlyWhatWasSubscribedTo() {
        venue.feed.add(List.of("X"), START);

        trade("X", 1, START);
        trade("\u0002X", 1, START);

        assertEquals(
                List.of("Trade 1 1000000 1 5 x 1 BUY", "Rejected 0 100000000000 UNKNOWN_INSTRUMENT 4 0 [\u0002X]"),
                venue.events.take());
    }

    @Test
    void shouldTellWhenASymbolThatWasAddedIsFirstHeard() {
        venue.feed.add(List.of("X"), START);
        venue.feed.onConnection(4, START);
        venue.feed.add(List.of("Y"), START);

        beat(10);
        assertEquals(List.of(), venue.events.take());
        trade("Y", 1, START + 11 * SECOND);
        venue.events.take();
        beat(12);

        assertEquals(List.of("FeedStatus 2 112000000000 TRADES LIVE SUBSCRIBED"), venue.events.take());
    }

    @Test
    void shouldEndTheStreamsOfASymbolThatIsRemovedAndTakeItAnewOnceItIsBack() {
        venue.feed.add(List.of("X", "Y"), START);
        venue.feed.onConnection(4, START);
        trade("X", 7, START);
        venue.events.take();

        venue.feed.remove("X", FeedReason.UNSUBSCRIBED, START);
        beat(120);
        trade("X", 8, START);

        assertEquals(
                List.of(
                        "FeedStatus 1 100000000000 TRADES DISCONNECTED UNSUBSCRIBED",
                        "FeedStatus 1 100000000000 BOOK DISCONNECTED UNSUBSCRIBED",
                        "FeedStatus 2 220000000000 TRADES STALE SILENT",
                        "Rejected 0 100000000000 UNKNOWN_INSTRUMENT 4 0 [X]"),
                venue.events.take());

        venue.feed.add(List.of("X"), START);
        trade("X", 20, START);

        assertEquals(List.of("Trade 1 1000000 20 5 x 1 BUY"), venue.events.take());
    }

    @Test
    void shouldTellOfEachInstrumentThatItsConnectionEnded() {
        venue.feed.add(List.of("X", "Y"), START);
        venue.feed.onConnection(4, START);

        venue.feed.onDisconnect(START);
        venue.feed.onConnection(5, START);
        beat(1);

        assertEquals(
                List.of(
                        "FeedStatus 1 100000000000 TRADES DISCONNECTED REMOTE_CLOSE",
                        "FeedStatus 2 100000000000 TRADES DISCONNECTED REMOTE_CLOSE",
                        "FeedStatus 1 101000000000 TRADES LIVE RESUMED",
                        "FeedStatus 2 101000000000 TRADES LIVE RESUMED"),
                venue.events.take());
    }

    @Test
    void shouldTellOfTheVenuesClockOnceItIsKnownForHalfAMinute() {
        beat(1);
        trade("X", 1, START + 2 * SECOND);
        venue.events.take();

        beat(19);
        assertEquals(List.of(), venue.events.take());
        beat(21);
        trade("X", 2, START + 22 * SECOND);
        assertEquals(
                List.of("FeedStatus 0 121000000000 CONNECTION LIVE CLOCK", "Trade 1 1000000 2 5 x 1 BUY"),
                venue.events.take());
    }

    @Test
    void shouldFetchABookAgainThatTheLineDoesNotTrust() {
        wholeBook();
        lost.set(1, true);

        beat(1);
        beat(3);
        delta(14, 15);
        snapshot(12);
        snapshot(15);
        lost.set(1, false);
        beat(9);

        assertEquals(
                List.of(
                        "FeedStatus 1 103000000000 " + DOUBT_TOLD,
                        "FeedStatus 1 103000000000 BOOK SYNCING SNAPSHOT_REQUESTED",
                        "FeedStatus 1 9 BOOK SYNCING SNAPSHOT_TOO_OLD 13-13",
                        "BookUpdate 1 9 15-15 SNAPSHOT FIRST LAST B1x2 A3x4",
                        "FeedStatus 1 9 BOOK LIVE SNAPSHOT_APPLIED"),
                venue.events.take());
        assertEquals(List.of("X", "X"), venue.requests);
    }

    @Test
    void shouldNotTakeASnapshotFromBeforeWhatWasApplied() {
        wholeBook();
        lost.set(1, true);
        beat(1);
        beat(3);
        venue.events.take();

        snapshot(12);

        assertEquals(List.of("FeedStatus 1 9 BOOK SYNCING SNAPSHOT_TOO_OLD 13-13"), venue.events.take());
    }

    @Test
    void shouldLetTheLineTrustABookAgain() {
        wholeBook();
        lost.set(1, true);
        beat(1);
        lost.set(1, false);
        beat(2);
        lost.set(1, true);
        beat(3);

        assertEquals(List.of(), venue.events.take());
    }

    @Test
    void shouldTryAgainWhereTheRingIsFull() {
        wholeBook();
        lost.set(1, true);
        beat(1);

        venue.ring.free(1);
        assertFalse(venue.feed.onBeat(START + 3 * SECOND));
        venue.ring.free(100);
        beat(3);

        assertEquals(2, venue.events.take().size());
    }

    private void wholeBook() {
        snapshot(12);
        delta(13, 13);
        venue.events.take();
    }

    private void beat(long second) {
        venue.feed.onBeat(START + second * SECOND);
    }

    private void trade(String symbol, long id, long receiveTimeNs) {
        String frame =
                "{'e':'trade','E':1,'s':'" + symbol + "','t':" + id + ",'p':'5','q':'1','T':1,'m':false,'M':true}";
        venue.frame(frame.replace('\'', '"'), receiveTimeNs);
    }

    private void delta(long first, long last) {
        String frame = "{'e':'depthUpdate','E':1,'s':'X','U':" + first + ",'u':" + last + ",'b':[['1.0','0']],'a':[]}";
        venue.frame(frame.replace('\'', '"'), START);
    }

    private void snapshot(long id) {
        String body = "{'lastUpdateId':" + id + ",'bids':[['1','2']],'asks':[['3','4']]}";
        venue.snapshot("X", body.replace('\'', '"'), 9);
    }
}
