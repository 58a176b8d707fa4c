package org.millrace.gateway.latest;

import org.agrona.collections.LongArrayList;

/**
 * How the equity of one ledger went, in {@value #MOST} points at most: when there are more, every second one goes, and
 * from then on points lie twice as far apart. The newest value is always the last point.
 */
public final class EquityCurve {
    /** Points that are kept at most. */
    static final int MOST = 2_048;

    private static final long FIRST_INTERVAL_NS = 1_000_000_000;

    private final LongArrayList times = new LongArrayList();
    private final LongArrayList equities = new LongArrayList();
    private long intervalNs = FIRST_INTERVAL_NS;

    /** Returns the number of points. */
    public int size() {
        return times.size();
    }

    /** Returns the time of a point, UTC ns. */
    public long time(int index) {
        return times.getLong(index);
    }

    /** Returns the equity at a point, a mantissa of the ledger's money. */
    public long equity(int index) {
        return equities.getLong(index);
    }

    void add(long timeNs, long equity) {
        int last = times.size() - 1;
        if (last > 0 && timeNs - times.getLong(last - 1) < intervalNs) { // the point before stands for this interval
            times.setLong(last, timeNs);
            equities.setLong(last, equity);
            return;
        }
        if (times.size() == MOST) {
            thin();
        }
        times.addLong(timeNs);
        equities.addLong(equity);
    }

    private void thin() {
        int kept = 0;
        for (int i = 0; i < times.size(); i += 2) {
            times.setLong(kept, times.getLong(i));
            equities.setLong(kept++, equities.getLong(i));
        }
        while (times.size() > kept) {
            times.removeAt(times.size() - 1);
            equities.removeAt(equities.size() - 1);
        }
        intervalNs *= 2;
    }
}
