package org.millrace.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.support.Outcome;
import org.millrace.engine.support.Script;

class BookStageTest {
    private final Outcome out = new Outcome();
    private final Script venue = new Script(new BookStage(out, SnapshotSink.NONE));

    @BeforeEach
    void defineOneInstrument() {
        venue.define(1);
    }

    @Test
    void shouldPublishItsTopAfterEachWholeUpdate() {
        venue.flags(EventPrefix.FIRST | EventPrefix.SNAPSHOT).book(10, 10, 98, 4, 99, 2);
        venue.flags(EventPrefix.LAST | EventPrefix.SNAPSHOT).book(10, 10, -101, 3, -102, 8);
        venue.flags(EventPrefix.FIRST).book(11, 12, 99, 0);
        venue.flags(EventPrefix.LAST).book(11, 12, -101, 5);

        assertEquals(List.of("Top u=10 2@99 3@101 LIVE", "Top u=12 4@98 5@101 LIVE"), out.lines());
    }

    @Test
    void shouldMeasureTheBook() {
        venue.snapshot(10, 98, 4, 99, 2, -101, 6, -103, 8);

        BookTopDecoder top = lastTop();
        assertEquals(
                List.of(100.0, 99.5, -8.0 / 20, 2L),
                List.of(top.mid(), top.microPrice(), top.imbalance(), top.spread()));
    }

    @Test
    void shouldKnowNoMiddleWhereASideIsEmpty() {
        venue.snapshot(10, 99, 2);

        BookTopDecoder top = lastTop();
        assertEquals(
                List.of(Double.NaN, Double.NaN, 1.0, 0L),
                List.of(top.mid(), top.microPrice(), top.imbalance(), top.spread()));
    }

    @Test
    void shouldRefuseChangesUntilThereIsASnapshot() {
        venue.delta(8, 9, 99, 1).snapshot(10, 99, 2, -101, 3).delta(11, 11, 100, 1);

        assertEquals(
                List.of(
                        "Rejected 9 NOT_SYNCHRONISED 8 bound 0",
                        "Top u=10 2@99 3@101 LIVE",
                        "Top u=11 1@100 3@101 LIVE"),
                out.lines());
    }

    @Test
    void shouldBeStaleFromAGapToTheNextSnapshot() {
        venue.snapshot(10, 99, 2, -101, 3).status(FeedStream.BOOK, FeedState.STALE, FeedReason.GAP);
        venue.delta(15, 16, 99, 7).snapshot(20, 99, 5, -101, 6);

        assertEquals(
                List.of(
                        "Top u=10 2@99 3@101 LIVE",
                        "Top u=10 2@99 3@101 STALE BOOK_STALE",
                        "Rejected 16 NOT_SYNCHRONISED 15 bound 10",
                        "Top u=20 5@99 6@101 LIVE"),
                out.lines());
    }

    @Test
    void shouldKeepItsBooksWhenTheirConnectionWasReplaced() {
        venue.status(FeedStream.BOOK, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED)
                .snapshot(10, 99, 2, -101, 3);

        venue.instrument(0).status(FeedStream.CONNECTION, FeedState.DISCONNECTED, FeedReason.PLANNED_RECONNECT);

        assertEquals(List.of("Top u=10 2@99 3@101 LIVE"), out.lines());
    }

    @Test
    void shouldLoseItsBooksWithTheirConnectionAndWhenTheEngineStarts() {
        venue.status(FeedStream.BOOK, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED)
                .snapshot(10, 99, 2, -101, 3);
        venue.instrument(0).status(FeedStream.CONNECTION, FeedState.DISCONNECTED, FeedReason.REMOTE_CLOSE);
        venue.instrument(1).snapshot(20, 99, 2, -101, 3).start();

        assertEquals(
                List.of(
                        "Top u=10 2@99 3@101 LIVE",
                        "Top u=10 2@99 3@101 STALE BOOK_STALE",
                        "Top u=20 2@99 3@101 LIVE",
                        "Top u=20 2@99 3@101 STALE BOOK_STALE"),
                out.lines());
    }

    @Test
    void shouldCallACrossedBookInvalidUntilTheVenueUncrossesIt() {
        venue.snapshot(10, 99, 2, -101, 3).delta(11, 11, 101, 1).delta(12, 12, -101, 0, -102, 4);

        assertEquals(
                List.of(
                        "Top u=10 2@99 3@101 LIVE",
                        "Top u=11 1@101 3@101 INVALID BOOK_STALE",
                        "Top u=12 1@101 4@102 LIVE"),
                out.lines());
    }

    private BookTopDecoder lastTop() {
        byte[] last = out.events().get(out.events().size() - 1);
        assertTrue(last.length > 0);
        return new BookTopDecoder().wrapAndApplyHeader(new UnsafeBuffer(last), 0, new MessageHeaderDecoder());
    }
}
