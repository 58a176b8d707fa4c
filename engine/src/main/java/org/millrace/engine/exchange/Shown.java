package org.millrace.engine.exchange;

import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** What a market shows, and what our own orders took of it: nothing is taken twice before the market shows it anew. */
final class Shown {
    private final OrderBook levels = new OrderBook();
    private final OrderBook taken = new OrderBook(16);

    void clear() {
        levels.clear();
        taken.clear();
    }

    /** Sets the quantity at a price; another than before is new. */
    void set(Side side, long price, long quantity) {
        if (levels.quantityAt(side, price) != quantity) {
            levels.set(side, price, quantity);
            taken.set(side, price, 0);
        }
    }

    /** Sets all that there is on a side: one price. */
    void setOnly(Side side, long price, long quantity) {
        boolean same = levels.levels(side) == 1 && levels.price(side, 0) == price;
        while (!same && levels.levels(side) > 0) {
            set(side, levels.price(side, 0), 0);
        }
        if (quantity > 0) {
            set(side, price, quantity);
        }
    }

    int count(Side side) {
        return levels.levels(side);
    }

    long price(Side side, int index) {
        return levels.price(side, index);
    }

    /** Returns what waits at a price. */
    long quantityAt(Side side, long price) {
        return levels.quantityAt(side, price);
    }

    /** Returns what is left of a level. */
    long left(Side side, int index) {
        return levels.quantity(side, index) - taken.quantityAt(side, levels.price(side, index));
    }

    void take(Side side, int index, long quantity) {
        long price = levels.price(side, index);
        taken.set(side, price, taken.quantityAt(side, price) + quantity);
    }

    /** Tells whether there are both sides, and they do not cross. */
    boolean isWhole() {
        return levels.levels(Side.BUY) > 0 && levels.levels(Side.SELL) > 0 && !levels.isCrossed();
    }

    long bid() {
        return levels.bestBidPrice();
    }

    long ask() {
        return levels.bestAskPrice();
    }

    void save(SnapshotWriter out) {
        save(levels, Side.BUY, out);
        save(levels, Side.SELL, out);
        save(taken, Side.BUY, out);
        save(taken, Side.SELL, out);
    }

    void load(SnapshotReader in) {
        clear();
        load(levels, Side.BUY, in);
        load(levels, Side.SELL, in);
        load(taken, Side.BUY, in);
        load(taken, Side.SELL, in);
    }

    private static void save(OrderBook book, Side side, SnapshotWriter out) {
        out.putInt(book.levels(side));
        for (int i = 0; i < book.levels(side); i++) {
            out.putLong(book.price(side, i)).putLong(book.quantity(side, i));
        }
    }

    private static void load(OrderBook book, Side side, SnapshotReader in) {
        for (int left = in.getInt(); left > 0; left--) {
            book.set(side, in.getLong(), in.getLong());
        }
    }
}
