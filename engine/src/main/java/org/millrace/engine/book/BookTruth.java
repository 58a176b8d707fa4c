package org.millrace.engine.book;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * How often a book agreed with what its venue says of it besides, whichever check found that: counts since the span began,
 * the share of agreements over the last {@value #INTERVALS} scores, and whether the book is in doubt.
 */
final class BookTruth {
    private static final int INTERVALS = 60;

    private final long[] good = new long[INTERVALS];
    private final long[] bad = new long[INTERVALS];
    private int interval;
    private long goodInWindow;
    private long badInWindow;
    private long agreements;
    private long disagreements;
    private long notComparable;
    private boolean inDoubt;

    void agree() {
        agreements++;
        good[interval]++;
        goodInWindow++;
    }

    /** Counts a disagreement, which by itself is no doubt. */
    void disagree() {
        disagreements++;
        bad[interval]++;
        badInWindow++;
    }

    /** Counts what could not be compared. */
    void skip(int count) {
        notComparable += count;
    }

    /** Has the book be doubted: {@link #takeDoubt} tells of it once. */
    void doubt() {
        inDoubt = true;
    }

    boolean takeDoubt() {
        boolean taken = inDoubt;
        inDoubt = false;
        return taken;
    }

    long agreements() {
        return agreements;
    }

    long disagreements() {
        return disagreements;
    }

    long notComparable() {
        return notComparable;
    }

    /** Returns the share of agreements in the window, NaN where nothing was compared, and begins the next interval. */
    double nextScore() {
        long all = goodInWindow + badInWindow;
        double score = all == 0 ? Double.NaN : (double) goodInWindow / all;
        interval = interval + 1 == INTERVALS ? 0 : interval + 1;
        goodInWindow -= good[interval];
        badInWindow -= bad[interval];
        good[interval] = 0;
        bad[interval] = 0;
        return score;
    }

    /** Begins a span: everything counts from 0 again. */
    void begin() {
        Arrays.fill(good, 0);
        Arrays.fill(bad, 0);
        goodInWindow = 0;
        badInWindow = 0;
        agreements = 0;
        disagreements = 0;
        notComparable = 0;
        inDoubt = false;
    }

    void save(SnapshotWriter out) {
        out.putLongs(good, INTERVALS).putLongs(bad, INTERVALS).putInt(interval);
        out.putLong(goodInWindow).putLong(badInWindow);
        out.putLong(agreements).putLong(disagreements).putLong(notComparable);
        out.putBoolean(inDoubt);
    }

    void load(SnapshotReader in) {
        in.getLongs(good, INTERVALS);
        in.getLongs(bad, INTERVALS);
        interval = in.getInt();
        goodInWindow = in.getLong();
        badInWindow = in.getLong();
        agreements = in.getLong();
        disagreements = in.getLong();
        notComparable = in.getLong();
        inDoubt = in.getBoolean();
    }
}
