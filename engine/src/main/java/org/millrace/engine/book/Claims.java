package org.millrace.engine.book;

import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Levels that a venue states besides its updates: made with the first check of an instrument, then used again. */
final class Claims {
    /** Nothing was ever stated. */
    static final OrderBook NONE = new OrderBook(0);

    private static final int CAPACITY = 256;
    private static final int MAX_LEVELS = 1_000;

    private Claims() {}

    /** Returns levels to fill. */
    static OrderBook cleared(OrderBook claims) {
        if (claims == NONE) {
            return new OrderBook(CAPACITY);
        }
        claims.clear();
        return claims;
    }

    /** Adds what one message states, best first: what is beyond the bound is not looked at. */
    static void take(BookUpdateDecoder update, OrderBook claims) {
        BookUpdateDecoder.LevelsDecoder levels = update.levels();
        while (levels.hasNext()) {
            levels.next();
            Side side = levels.side();
            if (claims.levels(side) < MAX_LEVELS) {
                claims.set(side, levels.price(), levels.quantity());
            }
        }
    }

    static void save(OrderBook claims, SnapshotWriter out) {
        out.putBoolean(claims != NONE);
        if (claims != NONE) {
            save(claims, Side.BUY, out);
            save(claims, Side.SELL, out);
        }
    }

    static OrderBook load(SnapshotReader in) {
        OrderBook claims = NONE;
        if (in.getBoolean()) {
            claims = cleared(NONE);
            load(claims, Side.BUY, in);
            load(claims, Side.SELL, in);
        }
        return claims;
    }

    /** Writes one side of a book, worst level first, so that reading it back moves little. */
    static void save(OrderBook book, Side side, SnapshotWriter out) {
        int count = book.levels(side);
        out.putInt(count);
        for (int i = count - 1; i >= 0; i--) {
            out.putLong(book.price(side, i)).putLong(book.quantity(side, i));
        }
    }

    static void load(OrderBook book, Side side, SnapshotReader in) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            book.set(side, in.getLong(), in.getLong());
        }
    }
}
