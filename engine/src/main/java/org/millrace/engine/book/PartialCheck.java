package org.millrace.engine.book;

import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Compares a book with the first levels that the venue states at an update id (Binance's partial depth, {@code
 * lastUpdateId}): at that id both must be equal. Levels that are ahead of the book wait for it, the newest only; what falls
 * between two updates, or comes behind the book, cannot be compared.
 */
final class PartialCheck {
    private final BookTruth truth;
    private OrderBook stated = Claims.NONE;
    private boolean waits;
    private long id;

    PartialCheck(BookTruth truth) {
        this.truth = truth;
    }

    /** Begins to take levels in; they come with {@link #take}. */
    void begin() {
        forget();
        stated = Claims.cleared(stated);
    }

    void take(BookUpdateDecoder update) {
        Claims.take(update, stated);
    }

    /** Ends what was taken in: levels at an id; the book stands at another, or has none where that is less than 0. */
    void end(long statedId, long bookId, OrderBook book) {
        id = statedId;
        if (statedId == bookId) {
            compare(book);
        } else if (bookId >= 0 && statedId > bookId) {
            waits = true;
        } else {
            truth.skip(1);
        }
    }

    /** Takes note that the book now stands at an id. */
    void onUpdate(long bookId, OrderBook book) {
        if (waits && bookId >= id) {
            waits = false;
            if (bookId == id) {
                compare(book);
            } else {
                truth.skip(1);
            }
        }
    }

    /** Forgets what waits for the book. */
    void forget() {
        if (waits) {
            truth.skip(1);
        }
        waits = false;
    }

    void save(SnapshotWriter out) {
        out.putBoolean(waits).putLong(id);
        Claims.save(stated, out);
    }

    void load(SnapshotReader in) {
        waits = in.getBoolean();
        id = in.getLong();
        stated = Claims.load(in);
    }

    private void compare(OrderBook book) {
        if (isEqual(Side.BUY, book) && isEqual(Side.SELL, book)) {
            truth.agree();
        } else {
            truth.disagree();
            truth.doubt();
        }
    }

    private boolean isEqual(Side side, OrderBook book) {
        int count = stated.levels(side);
        if (book.levels(side) < count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (stated.price(side, i) != book.price(side, i) || stated.quantity(side, i) != book.quantity(side, i)) {
                return false;
            }
        }
        return true;
    }
}
