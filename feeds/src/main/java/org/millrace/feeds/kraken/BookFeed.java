package org.millrace.feeds.kraken;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.venue.BookRun;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.Levels;

/**
 * Publishes books. A change is applied here first and published only if the venue's checksum agrees; with it go removals
 * of the levels that fell out of the depth, which the venue does not send. Where the ring is full between applying and
 * publishing, the next call goes on with publishing.
 */
final class BookFeed implements InstrumentWatch.Books<KrakenInstrument> {
    /** What is left to be done of a row. */
    private enum Step {
        APPLY,
        PUBLISH,
        TELL_WHOLE,
        TELL_DISAGREEMENT
    }

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final BookRun run;
    private final SnapshotRequester requester;
    private final FeedCounters counters;
    private final Levels bids = new Levels();
    private final Levels asks = new Levels();
    private Step step = Step.APPLY;

    BookFeed(
            EventPublisher publisher,
            InputWriter writer,
            BookRun run,
            SnapshotRequester requester,
            FeedCounters counters) {
        this.publisher = publisher;
        this.writer = writer;
        this.run = run;
        this.requester = requester;
        this.counters = counters;
    }

    /** Takes a row of a book's message; false if the ring is full: to be called again, with the same row. */
    boolean onRow(KrakenMessage message, int row, long receiveTimeNs) {
        KrakenInstrument of = message.instrument(row);
        if (step == Step.APPLY) {
            if (!message.isSnapshot() && of.book.state() != KrakenBook.State.LIVE) {
                counters.count(FeedCounter.UPDATES_DROPPED);
                return true;
            }
            step = apply(message, row, receiveTimeNs);
        }
        if (step == Step.TELL_DISAGREEMENT) {
            return lose(of, FeedReason.CHECKSUM, receiveTimeNs);
        }
        if (step == Step.PUBLISH) {
            if (!run.publish()) {
                return false;
            }
            step = message.isSnapshot() ? Step.TELL_WHOLE : Step.APPLY;
            counters.count(FeedCounter.BOOK_UPDATES);
        }
        return step == Step.APPLY || tellWhole(of, receiveTimeNs);
    }

    @Override
    public boolean isWhole(KrakenInstrument of) {
        return of.book.state() == KrakenBook.State.LIVE;
    }

    @Override
    public boolean onDoubt(KrakenInstrument of, long nowNs) {
        return lose(of, FeedReason.BOOK_TRUTH, nowNs);
    }

    /** Begins a book anew that a change was lost of. */
    boolean onLoss(KrakenInstrument of, long receiveTimeNs) {
        return lose(of, FeedReason.GAP, receiveTimeNs);
    }

    /** Asks again for a snapshot that does not come. */
    boolean onLate(KrakenInstrument of, long nowNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        status(0, of, FeedState.SYNCING, FeedReason.SNAPSHOT_FAILED, nowNs);
        publisher.commit();
        of.book.state(KrakenBook.State.WAITING);
        of.book.awaits(nowNs);
        requester.request(of.symbol());
        return true;
    }

    boolean onDisconnect(KrakenInstrument of, long receiveTimeNs) {
        if (of.book.state() == KrakenBook.State.IDLE) {
            return true;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        status(0, of, FeedState.STALE, FeedReason.REMOTE_CLOSE, receiveTimeNs);
        publisher.commit();
        of.book.state(KrakenBook.State.IDLE);
        return true;
    }

    /** Forgets what is left of a row that is not handed over again. */
    void abandon() {
        step = Step.APPLY;
        run.abandon();
    }

    private Step apply(KrakenMessage message, int row, long receiveTimeNs) {
        KrakenInstrument of = message.instrument(row);
        bids.clear();
        asks.clear();
        of.book.apply(message, row, bids, asks);
        long checksum = message.value(row, KrakenMessage.CHECKSUM);
        int flags = message.isSnapshot() ? EventPrefix.SNAPSHOT : 0;
        if (checksum != KrakenMessage.NONE) {
            if (of.book.checksum() != checksum) {
                return Step.TELL_DISAGREEMENT;
            }
            counters.count(FeedCounter.CHECKSUMS);
            flags |= EventPrefix.VERIFIED;
        }
        long time = message.value(row, KrakenMessage.TIME);
        run.begin(of, 0, 0, flags);
        run.times(time == KrakenMessage.NONE ? receiveTimeNs : of.book.advance(time), receiveTimeNs);
        run.bids(bids.values(), 0, bids.count());
        run.asks(asks.values(), 0, asks.count());
        return Step.PUBLISH;
    }

    private boolean tellWhole(KrakenInstrument of, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        status(0, of, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED, receiveTimeNs);
        publisher.commit();
        of.book.state(KrakenBook.State.LIVE);
        counters.count(FeedCounter.SNAPSHOTS);
        step = Step.APPLY;
        return true;
    }

    /** Tells that a book is not whole any more, and asks for its snapshot. */
    private boolean lose(KrakenInstrument of, FeedReason why, long timeNs) {
        if (!publisher.tryClaim(2)) {
            return false;
        }
        status(0, of, FeedState.STALE, why, timeNs);
        writer.flags(0, why == FeedReason.CHECKSUM ? EventPrefix.CHECKSUM_FAILED : 0);
        status(1, of, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED, timeNs);
        publisher.commit();
        of.book.state(KrakenBook.State.WAITING);
        of.book.awaits(timeNs);
        counters.count(counterOf(why));
        requester.request(of.symbol());
        step = Step.APPLY;
        return true;
    }

    private void status(int index, KrakenInstrument of, FeedState state, FeedReason why, long timeNs) {
        writer.status(index, FeedStream.BOOK, state, why, of.id());
        writer.times(timeNs, timeNs);
    }

    private static FeedCounter counterOf(FeedReason why) {
        return switch (why) {
            case CHECKSUM -> FeedCounter.CHECKSUMS_FAILED;
            case GAP -> FeedCounter.BOOK_GAPS;
            default -> FeedCounter.BOOKS_DOUBTED;
        };
    }
}
