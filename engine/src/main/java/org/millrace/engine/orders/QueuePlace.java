package org.millrace.engine.orders;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Where an order stands among what waits at its price. */
public final class QueuePlace {
    private static final long UNKNOWN = Long.MAX_VALUE;

    private long ahead = UNKNOWN;
    private long shown;
    private long traded;

    QueuePlace() {}

    /** Goes to the end of the queue, how long that may be: the first look at the market says so. */
    void join() {
        ahead = UNKNOWN;
        shown = 0;
        traded = 0;
    }

    /** Tells whether the market was looked at since it joined. */
    boolean isKnown() {
        return ahead != UNKNOWN;
    }

    /** It is served next. */
    public void lead() {
        ahead = 0;
    }

    /** Others at its price are executed; returns how much of that was not before it. */
    public long trade(long quantity) {
        long served = Math.min(ahead, quantity);
        ahead -= served;
        traded += quantity;
        return quantity - served;
    }

    /**
     * Its price shows a quantity. At first all of that is before it; then never more than is shown, and of what left
     * untraded a part had stood before it.
     *
     * @param share that part, 0 to 1
     */
    public void show(long quantity, double share) {
        if (isKnown() && share > 0) {
            long left = Math.max(0, shown - quantity - traded);
            ahead -= Math.min(ahead, (long) (left * share));
        }
        ahead = Math.min(ahead, quantity);
        shown = quantity;
        traded = 0;
    }

    void save(SnapshotWriter out) {
        out.putLong(ahead).putLong(shown).putLong(traded);
    }

    void load(SnapshotReader in) {
        ahead = in.getLong();
        shown = in.getLong();
        traded = in.getLong();
    }
}
