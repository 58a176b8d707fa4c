package org.millrace.feeds.alpaca;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.codecs.sbe.FeedStream;
import org.millrace.feeds.FeedCounter;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.alpaca.AlpacaInstrument.Book;
import org.millrace.feeds.venue.BookRun;
import org.millrace.feeds.venue.InputWriter;
import org.millrace.feeds.venue.InstrumentWatch;

/**
 * Publishes books of crypto: a message with {@code r} is the snapshot, what follows changes it. The venue numbers neither,
 * so that a loss cannot be seen here; whoever sees it has the snapshot sent again.
 */
final class BookFeed implements InstrumentWatch.Books<AlpacaInstrument> {
    /** Without the snapshot that was asked for, after which it is asked for again. */
    private static final long SNAPSHOT_LIMIT_NS = SECONDS.toNanos(15);

    /** Most events that a change gives that could not be read, besides why. */
    static final int EVENTS_OF_LOSS = 2;

    private final EventPublisher publisher;
    private final InputWriter writer;
    private final BookRun run;
    private final SnapshotRequester requester;
    private final FeedCounters counters;

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

    /** Returns the most events that a message of so many levels gives. */
    static int events(int levels) {
        return BookRun.events(levels) + 1;
    }

    /** Writes a message's events into claimed slots, from a slot on; returns how many. */
    int write(int index, AlpacaMessage from, AlpacaFrame frame, long receiveTimeNs) {
        AlpacaInstrument of = from.instrument;
        boolean isSnapshot = isSnapshot(from);
        counters.count(FeedCounter.BOOK_UPDATES);
        if (!isSnapshot && of.book != Book.WHOLE) {
            return miss(index, from, receiveTimeNs);
        }
        begin(from, frame, receiveTimeNs);
        int written = run.write(index);
        if (isSnapshot) {
            written += join(index + written, from, receiveTimeNs);
        }
        return written;
    }

    /** Begins the run of a message that has more events than a claim; {@link #publish} and {@link #end} follow. */
    void begin(AlpacaMessage from, AlpacaFrame frame, long receiveTimeNs) {
        run.begin(from.instrument, 0, 0, isSnapshot(from) ? EventPrefix.SNAPSHOT : 0);
        run.times(from.value(AlpacaMessage.TIME), receiveTimeNs);
        run.bids(frame.bids.values(), 2 * from.firstBid, from.bidCount);
        run.asks(frame.asks.values(), 2 * from.firstAsk, from.askCount);
    }

    /** Publishes what is left of the run that was begun; false if the ring is full. */
    boolean publish() {
        return run.publish();
    }

    /** Forgets what was begun: its frame is not handed over again. */
    void abandon() {
        run.abandon();
    }

    /** Ends what was begun: writes what else comes of the message into slot 0, if anything does. */
    void end(AlpacaMessage from, long receiveTimeNs) {
        counters.count(FeedCounter.BOOK_UPDATES);
        if (isSnapshot(from)) {
            join(0, from, receiveTimeNs);
        } else if (from.instrument.book != Book.WHOLE) {
            miss(0, from, receiveTimeNs);
        }
    }

    static boolean isSnapshot(AlpacaMessage message) {
        return message.value(AlpacaMessage.RESET) != 0;
    }

    /** Writes that a book is whole, if it was not; returns how many events that took. */
    private int join(int index, AlpacaMessage snapshot, long receiveTimeNs) {
        AlpacaInstrument of = snapshot.instrument;
        counters.count(FeedCounter.SNAPSHOTS);
        if (of.book == Book.WHOLE) {
            return 0;
        }
        of.book = Book.WHOLE;
        writer.status(index, FeedStream.BOOK, FeedState.LIVE, FeedReason.SNAPSHOT_APPLIED, of.id());
        writer.times(snapshot.value(AlpacaMessage.TIME), receiveTimeNs);
        return 1;
    }

    @Override
    public boolean isWhole(AlpacaInstrument of) {
        return of.book == Book.WHOLE;
    }

    @Override
    public boolean onDoubt(AlpacaInstrument of, long nowNs) {
        if (!publisher.tryClaim(EVENTS_OF_LOSS)) {
            return false;
        }
        begin(0, of, FeedReason.BOOK_TRUTH, nowNs);
        publisher.commit();
        counters.count(FeedCounter.BOOKS_DOUBTED);
        return true;
    }

    /** Writes that a change of a book could not be read, if it was whole; returns how many events that took. */
    int lose(int index, AlpacaInstrument of, long nowNs) {
        if (of.book != Book.WHOLE) {
            return 0;
        }
        begin(index, of, FeedReason.GAP, nowNs);
        counters.count(FeedCounter.BOOK_GAPS);
        return EVENTS_OF_LOSS;
    }

    /** Tells that the request for a snapshot was refused. */
    boolean onFailed(AlpacaInstrument of, long nowNs) {
        return of.book != Book.WAITING || status(of, FeedState.SYNCING, FeedReason.SNAPSHOT_FAILED, nowNs);
    }

    /** Asks again for a snapshot that does not come; false if the ring is full: to be called again. */
    boolean onBeat(AlpacaInstrument of, long nowNs) {
        if (of.book != Book.WAITING || nowNs - of.waitingSinceNs < SNAPSHOT_LIMIT_NS) {
            return true;
        }
        if (!status(of, FeedState.SYNCING, FeedReason.SNAPSHOT_FAILED, nowNs)) {
            return false;
        }
        of.waitingSinceNs = nowNs;
        requester.request(of.symbol());
        return true;
    }

    boolean onDisconnect(AlpacaInstrument of, long nowNs) {
        if (of.book == Book.IDLE) {
            return true;
        }
        if (!status(of, FeedState.STALE, FeedReason.REMOTE_CLOSE, nowNs)) {
            return false;
        }
        of.book = Book.IDLE;
        return true;
    }

    /** Passes over a change that comes before its snapshot, and asks for that one, once. */
    private int miss(int index, AlpacaMessage change, long receiveTimeNs) {
        AlpacaInstrument of = change.instrument;
        counters.count(FeedCounter.UPDATES_OLD);
        if (of.book == Book.WAITING) {
            return 0;
        }
        of.book = Book.WAITING;
        of.waitingSinceNs = receiveTimeNs;
        writer.status(index, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED, of.id());
        writer.times(change.value(AlpacaMessage.TIME), receiveTimeNs);
        requester.request(of.symbol());
        return 1;
    }

    /** Writes that a book that was whole is begun anew, and asks for its snapshot. */
    private void begin(int index, AlpacaInstrument of, FeedReason reason, long nowNs) {
        writer.status(index, FeedStream.BOOK, FeedState.STALE, reason, of.id());
        writer.times(nowNs, nowNs);
        writer.status(index + 1, FeedStream.BOOK, FeedState.SYNCING, FeedReason.SNAPSHOT_REQUESTED, of.id());
        writer.times(nowNs, nowNs);
        of.book = Book.WAITING;
        of.waitingSinceNs = nowNs;
        requester.request(of.symbol());
    }

    private boolean status(AlpacaInstrument of, FeedState state, FeedReason reason, long nowNs) {
        if (!publisher.tryClaim(1)) {
            return false;
        }
        writer.status(0, FeedStream.BOOK, state, reason, of.id());
        writer.times(nowNs, nowNs);
        publisher.commit();
        return true;
    }
}
