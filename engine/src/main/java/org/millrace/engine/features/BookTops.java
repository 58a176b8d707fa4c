package org.millrace.engine.features;

import org.millrace.codecs.decimal.Decimals;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.BookTopDecoder;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * The last top of an instrument's book in each second that had one, since a bar is told of some time after its end. A top
 * belongs to the second that ends with or after it, since bars end with seconds.
 */
final class BookTops {
    /** Seconds with a top that are kept. */
    static final int KEPT = 64;

    /** Bytes of the heap that one takes. */
    static final int BYTES = 1_632;

    private static final int MASK = KEPT - 1;
    private static final long SECOND_NS = 1_000_000_000L;

    private final long[] seconds = new long[KEPT];
    private final double[] imbalances = new double[KEPT];
    private final double[] spreads = new double[KEPT];
    private long count;

    BookTops() {
        for (int at = 0; at < KEPT; at++) {
            clear(at);
        }
    }

    /** Takes a top, in place of those before it that claim a later time: what came last is how the book stands. */
    void add(BookTopDecoder top, long eventTime) {
        long second = -Math.floorDiv(-eventTime, SECOND_NS);
        while (seconds[newest()] > second) {
            clear(newest());
            count--;
        }
        if (second != seconds[newest()]) {
            count++;
        }
        int at = newest();
        boolean isLive = top.state() == BookState.LIVE;
        double spread = Decimals.toDouble(top.spread(), top.priceExponent());
        seconds[at] = second;
        imbalances[at] = isLive ? top.imbalance() : Double.NaN;
        spreads[at] = isLive ? spread / top.mid() : Double.NaN; // the mid of half a book is NaN
    }

    /** Has a bar know the newest top at or before its end: NaN where there is none, or that book is not live. */
    void read(ClosedBar bar) {
        long end = Math.floorDiv(bar.endTime, SECOND_NS);
        for (long place = count; place > count - KEPT && place >= 0; place--) {
            int at = (int) place & MASK;
            if (seconds[at] <= end) {
                bar.bookImbalance = imbalances[at];
                bar.spread = spreads[at];
                return;
            }
        }
        none(bar);
    }

    /** Has a bar know that there is no top. */
    static void none(ClosedBar bar) {
        bar.bookImbalance = Double.NaN;
        bar.spread = Double.NaN;
    }

    void save(SnapshotWriter out) {
        out.putLongs(seconds, KEPT)
                .putDoubles(imbalances, KEPT)
                .putDoubles(spreads, KEPT)
                .putLong(count);
    }

    static BookTops load(SnapshotReader in) {
        BookTops tops = new BookTops();
        in.getLongs(tops.seconds, KEPT);
        in.getDoubles(tops.imbalances, KEPT);
        in.getDoubles(tops.spreads, KEPT);
        tops.count = in.getLong();
        return tops;
    }

    private void clear(int at) {
        seconds[at] = Long.MIN_VALUE;
        imbalances[at] = Double.NaN;
        spreads[at] = Double.NaN;
    }

    private int newest() {
        return (int) count & MASK;
    }
}
