package org.millrace.engine.book;

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
 */
final class InstrumentBook {
    private static final int DEFAULT_LEVELS = 5;

    final int id;
    final int venue;
    final BookTruth truth = new BookTruth();
    int connectionId;
    private final OrderBook book = new OrderBook();
    private final Top top = new Top();
    private BookState state = BookState.BUILDING;
    private boolean inRun;
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
        return state == BookState.LIVE;
    }

    /** Returns whether the updates that come follow on what the book holds. */
    boolean isSynchronised() {
        return state == BookState.LIVE || state == BookState.INVALID;
    }

    /** Begins to take a snapshot in. */
    void beginSnapshot() {
        book.clear();
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
        BookUpdateDecoder.LevelsDecoder changes = update.levels();
        while (changes.hasNext()) {
            changes.next();
            book.set(changes.side(), changes.price(), changes.quantity());
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
            truth.onUpdate(lastId, top);
        }
    }

    /** Loses the book until the next snapshot; returns whether that is news. */
    boolean lose() {
        inRun = false;
        if (!isSynchronised()) {
            return false;
        }
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
                .state(state)
                .priceExponent((byte) priceExponent)
                .quantityExponent((byte) quantityExponent);
    }

    void save(SnapshotWriter out) {
        out.putInt(id).putInt(venue).putInt(connectionId).putInt(state.value()).putBoolean(inRun);
        out.putLong(venueSequence).putInt(priceExponent).putInt(quantityExponent);
        out.putInt(levels).putBoolean(hasOwnLevels);
        out.putLong(top.bidPrice).putLong(top.bidQuantity).putLong(top.askPrice).putLong(top.askQuantity);
        save(out, Side.BUY);
        save(out, Side.SELL);
        truth.save(out);
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
        loaded.top.bidPrice = in.getLong();
        loaded.top.bidQuantity = in.getLong();
        loaded.top.askPrice = in.getLong();
        loaded.top.askQuantity = in.getLong();
        loaded.load(in, Side.BUY);
        loaded.load(in, Side.SELL);
        loaded.truth.load(in);
        return loaded;
    }

    private void save(SnapshotWriter out, Side side) {
        int count = book.levels(side);
        out.putInt(count);
        for (int i = count - 1; i >= 0; i--) {
            out.putLong(book.price(side, i)).putLong(book.quantity(side, i));
        }
    }

    private void load(SnapshotReader in, Side side) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            book.set(side, in.getLong(), in.getLong());
        }
    }
}
