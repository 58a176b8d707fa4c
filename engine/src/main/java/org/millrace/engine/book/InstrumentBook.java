package org.millrace.engine.book;

import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopEncoder;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The book of one instrument and how far it is to be trusted.
 *
 * <pre>
 *                snapshot                    lost updates, feed or engine started again
 *   BUILDING ──────────────▶ LIVE ◀───────────────────────────────▶ STALE
 *                            │  ▲            snapshot
 *              bid above ask ▼  │ the venue's updates uncross it, or snapshot
 *                           INVALID ──────────────────────────────▶ STALE
 * </pre>
 *
 * A book that disagreed with its venue is STALE until the next snapshot, but goes on taking changes: it may be all there is.
 */
final class InstrumentBook {
    private static final int DEFAULT_LEVELS = 5;

    final int id;
    final int venue;
    final BookTruth truth = new BookTruth();
    final BookOutage outage = new BookOutage();
    int connectionId;
    private final QuoteCheck quotes = new QuoteCheck(truth);
    private final PartialCheck partials = new PartialCheck(truth);
    private final SnapshotCheck snapshots = new SnapshotCheck(truth);
    private final OrderBook book = new OrderBook();
    private final Top top = new Top();
    private BookState state = BookState.BUILDING;
    private boolean inRun;
    private boolean doubted;
    private boolean checksumFailed;
    private long venueSequence;
    private int priceExponent;
    private int quantityExponent;
    private int levels = DEFAULT_LEVELS;
    private boolean hasOwnLevels;

    InstrumentBook(int id, int venue) {
        this.id = id;
        this.venue = venue;
    }

    /** Sets how many levels the imbalance looks at; an instrument's own value outlives later ones for all. */
    void setLevels(int count, boolean own) {
        if (own || !hasOwnLevels) {
            levels = count;
            hasOwnLevels = own;
        }
    }

    /** Returns the last update id applied. */
    long venueSequence() {
        return venueSequence;
    }

    boolean isLive() {
        return state == BookState.LIVE && !doubted;
    }

    /** Returns whether the book is not live because the venue's checksum disagreed. */
    boolean isChecksumFailed() {
        return checksumFailed;
    }

    /** Returns whether the updates that come follow on what the book holds. */
    boolean isSynchronised() {
        return state == BookState.LIVE || state == BookState.INVALID;
    }

    /** Begins to take a snapshot in. */
    void beginSnapshot() {
        book.clear();
        partials.forget();
        snapshots.abort();
        inRun = true;
    }

    /** Begins to take a change in. */
    void beginChange() {
        inRun = true;
    }

    boolean isInRun() {
        return inRun;
    }

    /** Gives up what was being taken in. */
    void abortRun() {
        inRun = false;
    }

    /** Sets the levels of one message. */
    void apply(BookUpdateDecoder update) {
        priceExponent = update.priceExponent();
        quantityExponent = update.quantityExponent();
        boolean isChecked = snapshots.isUnderWay();
        BookUpdateDecoder.LevelsDecoder changes = update.levels();
        while (changes.hasNext()) {
            changes.next();
            book.set(changes.side(), changes.price(), changes.quantity());
            if (isChecked) {
                snapshots.touch(changes.side(), changes.price());
            }
        }
    }

    /** Ends a run: the book stands at {@code lastId}. */
    void endRun(long lastId, boolean isChange) {
        inRun = false;
        venueSequence = lastId;
        state = book.isCrossed() ? BookState.INVALID : BookState.LIVE;
        top.bidPrice = book.bestBidPrice();
        top.bidQuantity = book.bestBidQuantity();
        top.askPrice = book.bestAskPrice();
        top.askQuantity = book.bestAskQuantity();
        if (isChange) {
            quotes.onUpdate(lastId, top);
            partials.onUpdate(lastId, book);
        } else {
            doubted = false;
            checksumFailed = false;
        }
    }

    /** Takes a quote of the venue that stands at an update id. */
    void onQuote(long quotedId, Top quoted) {
        quotes.onQuote(quotedId, quoted);
    }

    /** Takes note that a snapshot will come, to check the book by. */
    void announceCheck() {
        if (isSynchronised()) {
            snapshots.announce();
        }
    }

    /** Takes one message of levels that the venue states besides its updates: of a snapshot, or at an update id. */
    void check(BookUpdateDecoder stated, int flags, long nowNs) {
        boolean isFirst = (flags & EventPrefix.FIRST) != 0;
        boolean isLast = (flags & EventPrefix.LAST) != 0;
        if ((flags & EventPrefix.SNAPSHOT) != 0) {
            if (isFirst) {
                snapshots.begin();
            }
            snapshots.take(stated);
            if (isLast) {
                snapshots.end(book, BookMaths.unit(stated.quantityExponent(), quantityExponent), nowNs);
            }
            return;
        }
        if (isFirst) {
            partials.begin();
        }
        partials.take(stated);
        if (isLast) {
            partials.end(stated.venueSequenceLast(), isSynchronised() ? venueSequence : -1, book);
        }
    }

    /** Lets verdicts fall that wait for their time. */
    void onTime(long nowNs) {
        snapshots.onTime(nowNs);
    }

    /** Tells whether a verdict may fall without anything further coming but time. */
    boolean isBeingChecked() {
        return snapshots.isUnderWay();
    }

    /** Takes note of what the venue's checksum said of the book. */
    void onChecksum(boolean agrees) {
        if (agrees) {
            truth.agree();
        } else {
            truth.disagree();
            checksumFailed = true;
        }
    }

    /** Doubts the book if a check says so; returns whether that is news. */
    boolean doubt() {
        if (!truth.takeDoubt() || doubted || !isSynchronised()) {
            return false;
        }
        doubted = true;
        return true;
    }

    /** Returns how often book and venue could not be compared, or not yet. */
    long notComparable() {
        return truth.notComparable() + quotes.waiting();
    }

    /** Takes note that quotes, and all else of its connection, are missing from here on. */
    void onConnectionLost() {
        quotes.forget();
        partials.forget();
    }

    /** Begins a span: what was found before is forgotten, and nothing that waits is compared. */
    void beginSpan(long nowNs) {
        onConnectionLost();
        snapshots.abort();
        truth.begin();
        outage.restart(nowNs);
    }

    /** Loses the book until the next snapshot; returns whether that is news. */
    boolean lose() {
        inRun = false;
        if (!isSynchronised()) {
            return false;
        }
        onConnectionLost();
        snapshots.abort();
        state = BookState.STALE;
        return true;
    }

    void encode(BookTopEncoder to) {
        boolean twoSided = top.bidQuantity != 0 && top.askQuantity != 0;
        to.venueSequence(venueSequence)
                .bidPrice(top.bidPrice)
                .bidQuantity(top.bidQuantity)
                .askPrice(top.askPrice)
                .askQuantity(top.askQuantity)
                .spread(twoSided ? top.askPrice - top.bidPrice : 0)
                .mid(BookMaths.mid(top, priceExponent))
                .imbalance(BookMaths.imbalance(book, levels))
                .microPrice(BookMaths.microPrice(top, priceExponent))
                .state(doubted ? BookState.STALE : state)
                .priceExponent((byte) priceExponent)
                .quantityExponent((byte) quantityExponent);
    }

    void save(SnapshotWriter out) {
        out.putInt(id).putInt(venue).putInt(connectionId).putInt(state.value()).putBoolean(inRun);
        out.putLong(venueSequence).putInt(priceExponent).putInt(quantityExponent);
        out.putInt(levels).putBoolean(hasOwnLevels).putBoolean(doubted).putBoolean(checksumFailed);
        out.putLong(top.bidPrice).putLong(top.bidQuantity).putLong(top.askPrice).putLong(top.askQuantity);
        Claims.save(book, Side.BUY, out);
        Claims.save(book, Side.SELL, out);
        truth.save(out);
        outage.save(out);
        quotes.save(out);
        partials.save(out);
        snapshots.save(out);
    }

    static InstrumentBook load(SnapshotReader in) {
        InstrumentBook loaded = new InstrumentBook(in.getInt(), in.getInt());
        loaded.connectionId = in.getInt();
        loaded.state = BookState.get((short) in.getInt());
        loaded.inRun = in.getBoolean();
        loaded.venueSequence = in.getLong();
        loaded.priceExponent = in.getInt();
        loaded.quantityExponent = in.getInt();
        loaded.levels = in.getInt();
        loaded.hasOwnLevels = in.getBoolean();
        loaded.doubted = in.getBoolean();
        loaded.checksumFailed = in.getBoolean();
        loaded.top.bidPrice = in.getLong();
        loaded.top.bidQuantity = in.getLong();
        loaded.top.askPrice = in.getLong();
        loaded.top.askQuantity = in.getLong();
        Claims.load(loaded.book, Side.BUY, in);
        Claims.load(loaded.book, Side.SELL, in);
        loaded.truth.load(in);
        loaded.outage.load(in);
        loaded.quotes.load(in);
        loaded.partials.load(in);
        loaded.snapshots.load(in);
        return loaded;
    }
}
