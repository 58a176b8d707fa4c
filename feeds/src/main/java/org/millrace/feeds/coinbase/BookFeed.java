package org.millrace.feeds.coinbase;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.coinbase.CoinbaseInstrument.Book;
import org.millrace.feeds.venue.BookRun;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;
import org.millrace.feeds.venue.SymbolTable;

/**
 * Publishes books. Each begins with a snapshot that comes on the socket; one that has lost something waits for the next,
 * which subscribing to it again brings.
 */
final class BookFeed implements InstrumentWatch.Books<CoinbaseInstrument> {
    private static final long SNAPSHOT_LIMIT_NS = SECONDS.toNanos(20);

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final BookRun run;
    private final SnapshotRequester requester;
    private final FeedCounters counters;
    private int published; // changes of this frame that are on the ring: not 0 only between two attempts
    private boolean isSnapshotPublished; // and its status is not yet

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

    /** Publishes what is left of a frame's changes; false if the ring is full: to be called again, with the same. */
    boolean publish(CoinbaseMessage message, long receiveTimeNs) {
        while (published < message.books.count()) {
            if (!publish(message, published, receiveTimeNs)) {
                return false;
            }
            message.books.instrument(published).onData(receiveTimeNs);
            counters.count(FeedCounter.BOOK_UPDATES);
            published++;
        }
        published = 0;
        return true;
    }

    /** Has a book begin anew that has lost something; ids are 0 where the venue gives none. */
    boolean onLoss(CoinbaseInstrument of, long first, long last, long receiveTimeNs) {
        if (of.book == Book.LIVE) {
            if (!publisher.tryClaim(2)) {
                return false;
            }
            stale(of, FeedReason.GAP, receiveTimeNs);
            writer.gap(first, last);
            requested(1, of, receiveTimeNs);
            publisher.commit();
            counters.count(FeedCounter.BOOK_GAPS);
        }
        if (of.book != Book.IDLE) {
            await(of, receiveTimeNs);
        }
        return true;
    }

    /** Ends a book with its connection. */
    boolean onDisconnect(CoinbaseInstrument of, long receiveTimeNs) {
        if (of.book == Book.IDLE) {
            return true;
        }
        if (!publisher.tryClaim(1)) {
            return false;
        }
        stale(of, FeedReason.REMOTE_CLOSE, receiveTimeNs);
        publisher.commit();
        of.book = Book.IDLE;
        return true;
    }

    /** Lets books that were subscribed to wait for their snapshots from now on. */
    void onConnection(SymbolTable<CoinbaseInstrument> symbols, long nowNs) {
        for (int i = 0; i < symbols.count(); i++) {
            symbols.at(i).waitsSinceNs = nowNs;
        }
    }

    /** Asks again for snapshots that do not come; false if the ring is full: to be called again. */
    boolean onBeat(SymbolTable<CoinbaseInstrument> symbols, long nowNs) {
        for (int i = 0; i < symbols.count(); i++) {
            CoinbaseInstrument of = symbols.at(i);
            boolean waits = of.id() != InstrumentResolver.UNKNOWN
                    && of.book != Book.LIVE
                    && nowNs - of.waitsSinceNs >= SNAPSHOT_LIMIT_NS;
            if (waits && !onSnapshotMissing(of, nowNs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isWhole(CoinbaseInstrument instrument) {
        return instrument.book == Book.LIVE;
    }

    @Override
    public boolean onDoubt(CoinbaseInstrument of, long nowNs) {
        if (!publisher.tryClaim(2)) {
            return false;
        }
        stale(of, FeedReason.BOOK_TRUTH, nowNs);
        requested(1, of, nowNs);
        publisher.commit();
        counters.count(FeedCounter.BOOKS_DOUBTED);
        await(of, nowNs);
        return true;
    }

    private boolean publish(CoinbaseMessage message, int index, long receiveTimeNs) {
        BookChanges books = message.books;
        CoinbaseInstrument of = books.instrument(index);
        boolean isSnapshot = books.isSnapshot(index);
        if (!isSnapshot && of.book != Book.LIVE) {
            return passOver(of, receiveTimeNs);
        }
        if (!isSnapshotPublished) {
            long id = message.venueSequence();
            run.begin(of, id, id, isSnapshot ? EventPrefix.SNAPSHOT : 0);
            run.times(message.timeOr(receiveTimeNs), receiveTimeNs);
            run.bids(books.bids.values(), 2 * books.firstBid(index), books.bidCount(index));
            run.asks(books.asks.values(), 2 * books.firstAsk(index), books.askCount(index));
            if (!run.publish()) {
                return false;
            }
        }
        return !isSnapshot || applied(of, receiveTimeNs);
    }

    private boolean applied(CoinbaseInstrument of, long receiveTimeNs) {
        isSnapshotPublished = true;
        if (of.book != Book.LIVE) {
            if (!publisher.tryClaim(1)) {
                return false;
            }
            writer.status(0, FeedStream.BOOK, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED, of.id());
            writer.times(receiveTimeNs, receiveTimeNs);
            publisher.commit();
        }
        isSnapshotPublished = false;
        of.book = Book.LIVE;
        counters.count(FeedCounter.SNAPSHOTS);
        return true;
    }

    /** Passes over a change that the snapshot to come has; the first asks for that snapshot. */
    private boolean passOver(CoinbaseInstrument of, long receiveTimeNs) {
        if (of.book == Book.IDLE) {
            if (!publisher.tryClaim(1)) {
                return false;
            }
            requested(0, of, receiveTimeNs);
            publisher.commit();
            await(of, receiveTimeNs);
        }
        counters.count(FeedCounter.UPDATES_OLD);
        return true;
    }

    private boolean onSnapshotMissing(CoinbaseInstrument of, long nowNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_FAILED, of.id());
        writer.times(nowNs, nowNs);
        publisher.commit();
        await(of, nowNs);
        return true;
    }

    private void await(CoinbaseInstrument of, long nowNs) {
        of.book = Book.SYNCING;
        of.waitsSinceNs = nowNs;
        requester.request(of.symbol());
    }

    private void stale(CoinbaseInstrument of, FeedReason reason, long timeNs) {
        writer.status(0, FeedStream.BOOK, FeedState.STALE, reason, of.id());
        writer.times(timeNs, timeNs);
    }

    private void requested(int slot, CoinbaseInstrument of, long timeNs) {
        writer.status(slot, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED, of.id());
        writer.times(timeNs, timeNs);
    }
}
