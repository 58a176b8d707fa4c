package org.millrace.feeds.binance;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.venue.BookRun;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.Levels;

/** Publishes books: asks each book's synchroniser what is to be done, does it, and tells the synchroniser. */
final class BookFeed implements InstrumentWatch.Books<BinanceInstrument> {
    /** Most ids in one change: more is a damaged number, which would make all that follows look old. */
    private static final long MAX_SPAN = 1_000_000;

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final BookRun run;
    private final SnapshotRequester requester;
    private final FeedCounters counters;
    private final DepthSnapshot snapshot = new DepthSnapshot();
    private boolean showsFirstLevels;
    private boolean areLevelsPublished; // and their status is not yet
    private int joined; // runs of a join that are on the ring: not 0 only between two attempts

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

    /** Sets whether first levels are shown as books where no changes of these come. */
    void showsFirstLevels(boolean shows) {
        showsFirstLevels = shows;
    }

    boolean onDelta(BinanceMessage delta, long receiveTimeNs) {
        BookSynchroniser book = delta.instrument().book;
        long first = delta.chainFirst();
        long last = delta.value('u');
        if (delta.value('U') > last || first > last || last - first > MAX_SPAN) {
            return reject(RejectReason.INCONSISTENT, delta, receiveTimeNs);
        }
        boolean taken =
                switch (book.judge(first, last)) {
                    case APPLY -> apply(delta, receiveTimeNs);
                    case START -> start(delta, receiveTimeNs);
                    case KEEP -> keep(delta, receiveTimeNs);
                    case GAP -> gap(delta, receiveTimeNs);
                    case OLD -> old(book, last);
                    case DUPLICATE -> reject(RejectReason.DUPLICATE, delta, receiveTimeNs);
                    case OUT_OF_ORDER -> reject(RejectReason.OUT_OF_ORDER, delta, receiveTimeNs);
                };
        if (taken) {
            counters.count(FeedCounter.BOOK_UPDATES);
        }
        return taken;
    }

    /** Takes the first levels of a book in text, which have no time. */
    boolean onPartialDepth(PartialDepth partial, byte[] source, long receiveTimeNs) {
        if (!partial.read(source)) {
            return rejectLevels(partial.levels, partial.instrument(), receiveTimeNs);
        }
        DepthSnapshot levels = partial.levels;
        beginLevels(partial.instrument(), levels.lastUpdateId(), levels.bids, levels.asks);
        run.times(receiveTimeNs, receiveTimeNs);
        return levels(partial.instrument(), levels.lastUpdateId(), receiveTimeNs);
    }

    /** Takes the first levels of a book in binary. */
    boolean onPartialDepth(BinanceMessage stated, long receiveTimeNs) {
        beginLevels(stated.instrument(), stated.value('u'), stated.bids, stated.asks);
        run.times(stated.value('E'), receiveTimeNs);
        return levels(stated.instrument(), stated.value('u'), receiveTimeNs);
    }

    boolean onSnapshot(BinanceInstrument of, DirectBuffer body, int offset, int length, long receiveTimeNs) {
        BookSynchroniser book = of.book;
        if (book.state() == BookSynchroniser.State.LIVE) {
            counters.count(FeedCounter.SNAPSHOTS_UNUSED);
            return true;
        }
        if (!snapshot.read(body, offset, length, of)) {
            return rejectSnapshot(of, receiveTimeNs);
        }
        if (book.isTooOld(snapshot.lastUpdateId())) {
            return fetchNewer(of, receiveTimeNs);
        }
        return join(of, receiveTimeNs);
    }

    boolean onSnapshotFailed(BinanceInstrument of, long receiveTimeNs) {
        return of.book.state() != BookSynchroniser.State.SYNCING
                || status(of, FeedState.SYNCING, FeedReason.SNAPSHOT_FAILED, receiveTimeNs);
    }

    boolean onDisconnect(BinanceInstrument of, long receiveTimeNs) {
        if (of.book.state() == BookSynchroniser.State.IDLE && of.shownId == 0) {
            return true;
        }
        if (!status(of, FeedState.STALE, FeedReason.REMOTE_CLOSE, receiveTimeNs)) {
            return false;
        }
        of.shownId = 0;
        of.book.onDisconnect();
        return true;
    }

    @Override
    public boolean isWhole(BinanceInstrument of) {
        return of.book.state() == BookSynchroniser.State.LIVE;
    }

    /** Fetches the snapshot of a book again that the line does not trust, whole as it is here. */
    @Override
    public boolean onDoubt(BinanceInstrument of, long nowNs) {
        if (!publisher.tryClaim(2)) {
            return false;
        }
        writer.status(0, FeedStream.BOOK, FeedState.STALE, FeedReason.BOOK_TRUTH, of.id());
        writer.times(nowNs, nowNs);
        writer.status(1, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED, of.id());
        writer.times(nowNs, nowNs);
        publisher.commit();
        of.book.onDoubt();
        counters.count(FeedCounter.BOOKS_DOUBTED);
        requester.request(of.symbol());
        return true;
    }

    private boolean apply(BinanceMessage delta, long receiveTimeNs) {
        run.begin(delta.instrument(), delta.value('U'), delta.value('u'), 0);
        run.times(delta.value('E'), receiveTimeNs);
        run.bids(delta.bids.values(), 0, delta.bids.count());
        run.asks(delta.asks.values(), 0, delta.asks.count());
        if (!run.publish()) {
            return false;
        }
        delta.instrument().book.onApplied(delta.value('u'));
        return true;
    }

    private boolean old(BookSynchroniser book, long last) {
        book.onOld(last);
        counters.count(FeedCounter.UPDATES_OLD);
        return true;
    }

    private boolean start(BinanceMessage delta, long receiveTimeNs) {
        BinanceInstrument of = delta.instrument();
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED, of.id());
        writer.times(delta.value('E'), receiveTimeNs);
        publisher.commit();
        of.shownId = 0;
        kept(delta, receiveTimeNs);
        requester.request(of.symbol());
        return true;
    }

    private boolean keep(BinanceMessage delta, long receiveTimeNs) {
        BinanceInstrument of = delta.instrument();
        boolean tell = of.book.loses(delta.bids.count() + delta.asks.count());
        if (tell && !status(of, FeedState.SYNCING, FeedReason.BUFFER_FULL, receiveTimeNs)) {
            return false;
        }
        kept(delta, receiveTimeNs);
        return true;
    }

    private void kept(BinanceMessage delta, long receiveTimeNs) {
        delta.instrument().book.onKept(delta, delta.value('E'), receiveTimeNs);
        counters.count(FeedCounter.UPDATES_BUFFERED);
    }

    private boolean gap(BinanceMessage delta, long receiveTimeNs) {
        BinanceInstrument of = delta.instrument();
        if (!publisher.tryClaim(2)) {
            return false;
        }
        long from = of.book.missingFrom();
        long to = delta.chainFirst() - 1;
        writer.status(0, FeedStream.BOOK, FeedState.STALE, FeedReason.GAP, of.id());
        writer.times(delta.value('E'), receiveTimeNs);
        writer.gap(from, to);
        writer.status(1, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED, of.id());
        writer.times(delta.value('E'), receiveTimeNs);
        publisher.commit();
        of.book.onGap(from, to);
        kept(delta, receiveTimeNs);
        counters.count(FeedCounter.BOOK_GAPS);
        requester.request(of.symbol());
        return true;
    }

    /** Publishes the snapshot, the changes kept behind it, and that the book is whole; goes on where it was stopped. */
    private boolean join(BinanceInstrument of, long receiveTimeNs) {
        DeltaBuffer deltas = of.book.deltas;
        if (joined == 0) {
            run.begin(of, snapshot.lastUpdateId(), snapshot.lastUpdateId(), EventPrefix.SNAPSHOT);
            run.times(receiveTimeNs, receiveTimeNs);
            run.bids(snapshot.bids.values(), 0, snapshot.bids.count());
            run.asks(snapshot.asks.values(), 0, snapshot.asks.count());
            if (!run.publish()) {
                return false;
            }
            joined = 1;
        }
        int index = 1;
        for (int at = deltas.firstBehind(snapshot.lastUpdateId()); at != deltas.end(); at = deltas.next(at)) {
            if (index++ < joined) {
                continue;
            }
            deltas.fill(at, of, run);
            if (!run.publish()) {
                return false;
            }
            joined++;
        }
        if (!status(of, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED, receiveTimeNs)) {
            return false;
        }
        joined = 0;
        of.book.onJoined(snapshot.lastUpdateId());
        counters.count(FeedCounter.SNAPSHOTS);
        return true;
    }

    private boolean fetchNewer(BinanceInstrument of, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_TOO_OLD, of.id());
        writer.times(receiveTimeNs, receiveTimeNs);
        writer.gap(snapshot.lastUpdateId() + 1, of.book.firstKept(snapshot.lastUpdateId()) - 1);
        publisher.commit();
        requester.request(of.symbol());
        return true;
    }

    private boolean status(BinanceInstrument of, FeedState state, FeedReason reason, long timeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.BOOK, state, reason, of.id());
        writer.times(timeNs, timeNs);
        publisher.commit();
        return true;
    }

    private boolean reject(RejectReason reason, BinanceMessage delta, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.rejected(reason, delta.instrument().id(), BookUpdateDecoder.TEMPLATE_ID, delta.value('u'));
        writer.rejectedTimes(delta.value('E'), receiveTimeNs);
        publisher.commit();
        counters.countRejected(reason);
        return true;
    }

    private void beginLevels(BinanceInstrument of, long id, Levels bids, Levels asks) {
        run.begin(of, id, id, isShown(of) ? EventPrefix.SNAPSHOT : EventPrefix.CHECK);
        run.bids(bids.values(), 0, bids.count());
        run.asks(asks.values(), 0, asks.count());
    }

    /** Answers whether a book's first levels are all that is told of it. */
    private boolean isShown(BinanceInstrument of) {
        return showsFirstLevels && of.book.state() == BookSynchroniser.State.IDLE;
    }

    private boolean levels(BinanceInstrument of, long id, long receiveTimeNs) {
        if (isShown(of) && (id > of.shownId || of.shownId - id > MAX_SPAN)) {
            return show(of, id, receiveTimeNs);
        }
        if (!isWhole(of)) {
            counters.count(FeedCounter.IGNORED);
            return true;
        }
        if (!run.publish()) {
            return false;
        }
        counters.count(FeedCounter.BOOK_CHECKS);
        return true;
    }

    /** Publishes first levels as the whole of a book whose changes do not come. */
    private boolean show(BinanceInstrument of, long id, long receiveTimeNs) {
        if (!areLevelsPublished && !run.publish()) {
            return false;
        }
        areLevelsPublished = true;
        if (of.shownId == 0 && !status(of, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED, receiveTimeNs)) {
            return false;
        }
        areLevelsPublished = false;
        of.shownId = id;
        counters.count(FeedCounter.SNAPSHOTS);
        return true;
    }

    private boolean rejectSnapshot(BinanceInstrument of, long receiveTimeNs) {
        if (!rejectLevels(snapshot, of, receiveTimeNs)) {
            return false;
        }
        requester.request(of.symbol());
        return true;
    }

    private boolean rejectLevels(DepthSnapshot levels, BinanceInstrument of, long receiveTimeNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.rejected(levels.reason(), of.id(), BookUpdateDecoder.TEMPLATE_ID, 0);
        writer.refused(receiveTimeNs, levels.source(), levels.refusedOffset(), levels.refusedLength());
        publisher.commit();
        counters.countRejected(levels.reason());
        return true;
    }
}
