package org.millrace.engine.book;

import java.util.Arrays;
import org.agrona.collections.LongHashSet;
import org.millrace.codecs.book.OrderBook;
import org.millrace.codecs.sbe.BookUpdateDecoder;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Compares a book with a snapshot of which nobody knows at which update it stands: it was taken some time between the
 * check's announcement and its arrival, or is even ahead of the updates that have come.
 *
 * <pre>
 *   announced            snapshot                    {@value #PATIENCE_SECONDS} s later
 *   ────┬───────────────────┬───────────────────────────┬────▶ time of events
 *       │ levels touched    │ levels not touched are    │ a suspect that is left:
 *       │ are noted         │ compared; those that      │ the book is wrong
 *       │                   │ differ are suspects until │
 *       │                   │ they are touched          │
 * </pre>
 *
 * Quantities that a venue states with fewer decimals than its updates have agree where less than one of their last decimal
 * lies between. A side is compared down to the snapshot's last level. Where more is touched than there is room for, or nothing is left
 * to be compared, no verdict falls.
 */
final class SnapshotCheck {
    static final int PATIENCE_SECONDS = 3;

    private static final long SECOND_NS = 1_000_000_000L;

    private static final int MAX_TOUCHED = 8_192;
    private static final int MAX_SUSPECTS = 256;
    private static final LongHashSet NO_PRICES = new LongHashSet(0);

    private final BookTruth truth;
    private boolean isOpen; // announced, and its snapshot has not come
    private boolean isSettling; // suspects wait
    private boolean lacksSuspects; // there were too many
    private long deadlineNs;
    private boolean hasRoom; // made with the first check
    private LongHashSet touched = NO_PRICES;
    private LongHashSet suspects = NO_PRICES;
    private OrderBook stated = Claims.NONE;

    SnapshotCheck(BookTruth truth) {
        this.truth = truth;
    }

    /** Takes note that a snapshot will come; it is not looked at while suspects of the one before wait. */
    void announce() {
        if (isSettling) {
            return;
        }
        abort();
        makeRoom();
        isOpen = true;
    }

    /** Tells whether touched levels matter. */
    boolean isUnderWay() {
        return isOpen || isSettling;
    }

    /** Takes note that an update states a level. */
    void touch(Side side, long price) {
        long key = key(side, price);
        if (isSettling) {
            suspects.remove(key);
        } else if (touched.size() < MAX_TOUCHED) {
            touched.add(key);
        } else {
            abort();
        }
    }

    /** Begins to take the snapshot in; its levels come with {@link #take}. */
    void begin() {
        stated = Claims.cleared(stated);
    }

    void take(BookUpdateDecoder update) {
        Claims.take(update, stated);
    }

    /**
     * Ends the snapshot: compares the book with it, unless the check was given up meanwhile.
     *
     * @param unit of the snapshot's quantities, in those of the book
     */
    void end(OrderBook book, long unit, long nowNs) {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        lacksSuspects = false;
        int compared = compare(Side.BUY, book, unit) + compare(Side.SELL, book, unit);
        touched.clear();
        isSettling = !suspects.isEmpty();
        deadlineNs = nowNs + PATIENCE_SECONDS * SECOND_NS;
        if (!isSettling && compared == 0) {
            truth.skip(1);
        } else if (!isSettling) {
            truth.agree();
        }
    }

    /** Lets the verdict fall, when it is time. */
    void onTime(long nowNs) {
        if (!isSettling || nowNs - deadlineNs < 0) {
            return;
        }
        isSettling = false;
        if (!suspects.isEmpty()) {
            suspects.clear();
            truth.disagree();
            truth.doubt();
        } else if (lacksSuspects) {
            truth.skip(1);
        } else {
            truth.agree();
        }
    }

    /** Gives the check up: what it looked at is no more. */
    void abort() {
        if (isUnderWay()) {
            truth.skip(1);
        }
        isOpen = false;
        isSettling = false;
        touched.clear();
        suspects.clear();
    }

    void save(SnapshotWriter out) {
        out.putBoolean(isOpen).putBoolean(isSettling).putBoolean(lacksSuspects).putLong(deadlineNs);
        save(touched, out);
        save(suspects, out);
        Claims.save(stated, out);
    }

    void load(SnapshotReader in) {
        isOpen = in.getBoolean();
        isSettling = in.getBoolean();
        lacksSuspects = in.getBoolean();
        deadlineNs = in.getLong();
        if (isUnderWay()) {
            makeRoom();
        }
        load(touched, in);
        load(suspects, in);
        stated = Claims.load(in);
    }

    private int compare(Side side, OrderBook book, long unit) {
        int levels = stated.levels(side);
        if (levels == 0) {
            return 0;
        }
        int compared = 0;
        for (int i = 0; i < levels; i++) {
            long price = stated.price(side, i);
            long difference = book.quantityAt(side, price) - stated.quantity(side, i) * unit;
            compared += judge(side, price, Math.abs(difference) < unit);
        }
        long last = stated.price(side, levels - 1);
        for (int i = 0; i < book.levels(side) && isWithin(side, book.price(side, i), last); i++) {
            long price = book.price(side, i);
            if (stated.quantityAt(side, price) == 0) {
                compared += judge(side, price, book.quantity(side, i) < unit);
            }
        }
        return compared;
    }

    /** Returns 1 where the level could be compared. */
    private int judge(Side side, long price, boolean agrees) {
        long key = key(side, price);
        if (touched.contains(key)) {
            return 0;
        }
        if (!agrees && suspects.size() < MAX_SUSPECTS) {
            suspects.add(key);
        } else {
            lacksSuspects |= !agrees;
        }
        return 1;
    }

    private void makeRoom() {
        if (!hasRoom) {
            hasRoom = true;
            touched = new LongHashSet(2 * MAX_TOUCHED);
            suspects = new LongHashSet(2 * MAX_SUSPECTS);
        }
    }

    private static boolean isWithin(Side side, long price, long last) {
        return side == Side.BUY ? price >= last : price <= last;
    }

    private static long key(Side side, long price) {
        return price << 1 | (side == Side.BUY ? 0 : 1);
    }

    /** Writes keys in their order, which does not depend on that in which they came. */
    private static void save(LongHashSet keys, SnapshotWriter out) {
        long[] sorted = new long[keys.size()];
        LongHashSet.LongIterator each = keys.iterator();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = each.nextValue();
        }
        Arrays.sort(sorted);
        out.putInt(sorted.length).putLongs(sorted, sorted.length);
    }

    private static void load(LongHashSet keys, SnapshotReader in) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            keys.add(in.getLong());
        }
    }
}
