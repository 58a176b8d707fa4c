package org.millrace.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.QualityScoreDecoder;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.support.Outcome;
import org.millrace.engine.support.Script;

class BookCheckTest {
    private static final int AT_ID = 0;
    private static final int ANY_TIME = EventPrefix.SNAPSHOT;
    private static final String LIVE = "Top u=10 2@99 3@101 LIVE";
    private static final String STALE = "Top u=10 2@99 3@101 STALE BOOK_STALE";

    private final Outcome out = new Outcome();
    private final Script venue = new Script(new BookStage(out, SnapshotSink.NONE));

    @BeforeEach
    void begin() {
        venue.delay(0).define(1).at(0).snapshot(10, 99, 2, 98, 1, -101, 3, -102, 1);
    }

    @Test
    void shouldNotCompareQuotesThatAreNumberedOtherwise() {
        venue.quote(11, 1, 1, 2, 1).delta(11, 11, 97, 1).quote(12, 1, 1, 2, 1).delta(12, 12, 97, 2);

        assertEquals("0/0/0", verdicts());
    }

    @Test
    void shouldDoubtABookThatQuotesContradictUntilTheNextSnapshot() {
        quote(11, 98, 2, 101, 3).delta(11, 11, 97, 1).delta(12, 12, 97, 2);
        quote(13, 98, 2, 101, 3).delta(13, 13, 97, 3);
        quote(14, 98, 2, 101, 3).delta(14, 14, 97, 4);
        venue.snapshot(20, 98, 2, -101, 3);

        assertEquals(
                List.of(
                        LIVE,
                        "Top u=11 2@99 3@101 LIVE",
                        "Top u=12 2@99 3@101 LIVE",
                        "Top u=13 2@99 3@101 LIVE",
                        "Top u=13 2@99 3@101 STALE BOOK_STALE",
                        "Top u=14 2@99 3@101 STALE BOOK_STALE",
                        "Top u=20 2@98 3@101 LIVE"),
                out.lines("Top"));
        assertEquals("0/3/1", verdicts());
    }

    @Test
    void shouldCompareFirstLevelsAtTheirId() {
        venue.check(AT_ID, 10, 99, 2, 98, 1, -101, 3); // at once
        venue.check(AT_ID, 12, 100, 2, 99, 2, -101, 3).delta(11, 12, 100, 2); // when the book is there
        venue.check(AT_ID, 11, 1, 1, -2, 1).check(AT_ID, 14, 1, 1, -2, 1).delta(13, 15, 97, 1); // never

        assertEquals("2/0/2", verdicts());
        assertEquals(3, out.lines("Top").size());
    }

    @Test
    void shouldDoubtABookWhoseFirstLevelsDiffer() {
        venue.check(AT_ID, 10, 99, 2, 97, 1, -101, 3);

        assertEquals(List.of(LIVE, STALE), out.lines("Top"));
        assertEquals("0/1/0", verdicts());
    }

    @Test
    void shouldFindAnUntouchedLevelThatASnapshotHasOtherwise() {
        announce().at(500).check(ANY_TIME, 0, 99, 2, 98, 7, -101, 3, -102, 1);
        venue.at(3_499).tick();
        assertEquals("0/0/0", verdicts());

        venue.at(3_500).tick();

        assertEquals(List.of(LIVE, STALE), out.lines("Top"));
        assertEquals("0/1/0", verdicts());
    }

    @Test
    void shouldFindLevelsThatOneOfBothLacks() {
        announce().check(ANY_TIME, 0, 99, 2, 97, 1, -101, 3).at(4_000).tick();
        venue.snapshot(20, 99, 2, 98, 1, -101, 3, -102, 1);
        announce().check(ANY_TIME, 0, 99, 2, 98, 1, -101, 3, -103, 5).at(8_000).tick();

        assertEquals("0/2/0", verdicts());
    }

    @Test
    void shouldAgreeDownToTheSnapshotsLastLevel() {
        announce().check(ANY_TIME, 0, 99, 2, -101, 3);

        assertEquals("1/0/0", verdicts());
    }

    @Test
    void shouldCompareQuantitiesAsCloselyAsTheyAreStated() {
        venue.snapshot(20, 99, 2_499, 98, 13, 97, 4, -101, 3_501);

        announce()
                .quantityExponent(1)
                .check(ANY_TIME, 0, 99, 250, 98, 1, -101, 350)
                .at(4_000);
        assertEquals("1/0/0", verdicts());
        announce().check(ANY_TIME, 0, 99, 251, 98, 1, -101, 350).at(8_000).tick();
        assertEquals("1/1/0", verdicts());

        venue.quantityExponent(0).snapshot(30, 99, 2_499, 98, 13, 97, 4, -101, 3_501);
        announce()
                .quantityExponent(1)
                .check(ANY_TIME, 0, 99, 250, 97, 1, -101, 350)
                .at(12_000)
                .tick();
        assertEquals("1/2/0", verdicts());
        assertEquals(
                2,
                out.lines("Top").stream()
                        .filter(top -> top.contains("BOOK_STALE"))
                        .count());
    }

    @Test
    void shouldNotCompareWhatWasTouchedSinceTheAnnouncement() {
        announce().delta(11, 11, 99, 5, -101, 0).check(ANY_TIME, 0, 99, 2, 98, 1, -101, 3, -102, 1);

        assertEquals("1/0/0", verdicts());
    }

    @Test
    void shouldAcquitASuspectThatIsTouched() {
        announce().check(ANY_TIME, 0, 99, 6, 98, 1, -101, 3, -102, 1);
        venue.at(1_000).delta(11, 11, 99, 6).at(4_000).tick();

        assertEquals("1/0/0", verdicts());
    }

    @Test
    void shouldJudgeSuspectsThoughTheNextCheckIsAnnounced() {
        announce().check(ANY_TIME, 0, 99, 6, 98, 1, -101, 3, -102, 1);
        venue.at(2_900);
        announce().at(4_000).tick().check(ANY_TIME, 0, 99, 2, 98, 1, -101, 3, -102, 1);

        assertEquals("0/1/0", verdicts());
    }

    @Test
    void shouldGiveACheckUpWithItsBook() {
        announce().status(FeedStream.BOOK, FeedState.STALE, FeedReason.GAP);
        venue.snapshot(20, 99, 2, -101, 3)
                .check(ANY_TIME, 0, 1, 1, -2, 1)
                .at(9_000)
                .tick();

        assertEquals("0/0/1", verdicts());
        assertEquals(List.of(LIVE, STALE, "Top u=20 2@99 3@101 LIVE"), out.lines("Top"));
    }

    @Test
    void shouldKeepWhatIsThereToCheckByToItself() {
        announce().check(ANY_TIME, 0, 99, 2, -101, 3).check(AT_ID, 10, 99, 2, -101, 3);

        long updates = out.events().stream()
                .filter(event -> EventPrefix.templateId(new UnsafeBuffer(event), 0) == BookUpdateDecoder.TEMPLATE_ID)
                .count();
        assertEquals(1, updates);
    }

    @Test
    void shouldCountChecksums() {
        int whole = EventPrefix.FIRST | EventPrefix.LAST;
        venue.flags(whole | EventPrefix.VERIFIED).book(0, 0, 98, 3);
        venue.flags(whole | EventPrefix.VERIFIED | EventPrefix.SNAPSHOT).book(0, 0, 99, 2, -101, 3);
        venue.status(FeedStream.BOOK, FeedState.STALE, FeedReason.CHECKSUM).snapshot(0, 99, 2, -101, 3);

        assertEquals("2/1/0", verdicts());
        assertEquals(
                List.of(
                        "Top u=0 2@99 3@101 LIVE",
                        "Top u=0 2@99 3@101 LIVE",
                        "Top u=0 2@99 3@101 STALE BOOK_STALE CHECKSUM_FAILED",
                        "Top u=0 2@99 3@101 LIVE"),
                out.lines("Top").subList(1, 5));
    }

    @Test
    void shouldScoreTheShareOfAgreements() {
        assertEquals(Double.NaN, score().bookScore());
        for (int i = 0; i < 3; i++) {
            venue.check(AT_ID, 10, 99, 2, -101, 3);
        }
        venue.check(AT_ID, 10, 99, 1, -101, 3);
        assertEquals(0.75, score().bookScore());

        for (int i = 0; i < 60; i++) {
            score();
        }

        assertEquals(Double.NaN, score().bookScore());
        assertEquals(3, score().bookAgreements());
    }

    @Test
    void shouldMeasureTheTimeWithoutABook() {
        Script other = venue.define(2);
        other.at(1_000).status(FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED);
        assertEquals(500, lostMs(other.at(1_500)));
        assertEquals(700, lostMs(other.at(1_700).snapshot(5, 99, 2, -101, 3).at(9_000)));

        other.at(10_000).delta(6, 6, 101, 1); // crossed
        other.at(10_020).delta(7, 7, 101, 0);
        other.at(11_000).instrument(0).status(FeedStream.CONNECTION, FeedState.DISCONNECTED, FeedReason.REMOTE_CLOSE);

        assertEquals(1_720, lostMs(other.at(12_000).instrument(2)));
        other.status(FeedStream.BOOK, FeedState.DISCONNECTED, FeedReason.NONE); // is not wanted any more
        assertEquals(1_720, lostMs(other.at(12_500)));
        other.status(FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED);
        other.at(13_000).start().at(13_400);
        assertEquals(400, lostMs(other.instrument(2)));
        assertEquals(400, lostMs(other.instrument(1)));
    }

    private Script announce() {
        return venue.status(FeedStream.BOOK, FeedState.LIVE, FeedReason.BOOK_CHECK);
    }

    private Script quote(long id, long bid, long bidQuantity, long ask, long askQuantity) {
        return venue.flags(EventPrefix.CHECK).quote(id, bid, bidQuantity, ask, askQuantity);
    }

    private String verdicts() {
        QualityScoreDecoder score = score();
        return score.bookAgreements() + "/" + score.bookDisagreements() + "/" + score.bookNotComparable();
    }

    private long lostMs(Script at) {
        return score(at).bookLostTime() / 1_000_000;
    }

    private QualityScoreDecoder score() {
        return score(venue);
    }

    private QualityScoreDecoder score(Script at) {
        at.score();
        byte[] last = out.events().get(out.events().size() - 1);
        return new QualityScoreDecoder().wrapAndApplyHeader(new UnsafeBuffer(last), 0, new MessageHeaderDecoder());
    }
}
