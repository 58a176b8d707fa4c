package org.millrace.engine.quality;

import java.util.Arrays;
import org.millrace.codecs.sbe.QualityScoreEncoder;
import org.millrace.codecs.sbe.RejectReason;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * What was accepted and refused of one instrument: counts since the span began, and the score, the share of good ones
 * over the last {@value #INTERVALS} score intervals.
 */
final class QualityCounters {
    private static final int INTERVALS = 60;
    private static final int ACCEPTED = 0;
    private static final int INVALID = 1;
    private static final int DUPLICATES = 2;
    private static final int OUT_OF_ORDER = 3;
    private static final int TOO_OLD = 4;
    private static final int GAPS = 5;
    private static final int CROSSED = 6;
    private static final int ANOMALIES = 7;
    private static final int COUNTS = 8;

    private final long[] counts = new long[COUNTS];
    private final long[] good = new long[INTERVALS];
    private final long[] bad = new long[INTERVALS];
    private int interval;
    private long goodInWindow;
    private long badInWindow;
    private boolean changed;
    private double publishedScore = 1;
    private long lastTime;

    void accepted() {
        counts[ACCEPTED]++;
        good[interval]++;
        goodInWindow++;
        changed = true;
    }

    void rejected(RejectReason reason) {
        counts[counterOf(reason)]++;
        bad[interval]++;
        badInWindow++;
        changed = true;
    }

    /** Takes back that a suspect trade was accepted. */
    void notConfirmed() {
        bad[interval]++;
        badInWindow++;
        changed = true;
    }

    void gap() {
        counts[GAPS]++;
        changed = true;
    }

    void crossed() {
        counts[CROSSED]++;
        changed = true;
    }

    void anomaly() {
        counts[ANOMALIES]++;
        changed = true;
    }

    /** Begins a span: counts start again. */
    void begin() {
        Arrays.fill(counts, 0);
    }

    /** Returns whether an interval has passed, and with it something to tell of. */
    boolean isDue(long time, long intervalNs) {
        if (time - lastTime < intervalNs) {
            return false;
        }
        lastTime = time;
        boolean due = changed || score() != publishedScore;
        if (!due) {
            slide();
        }
        return due;
    }

    /** Returns when an interval ended last. */
    long lastTime() {
        return lastTime;
    }

    /** Writes score and counts, and begins the next interval. */
    void encode(QualityScoreEncoder to) {
        publishedScore = score();
        to.score(publishedScore)
                .accepted(counts[ACCEPTED])
                .invalid(counts[INVALID])
                .duplicates(counts[DUPLICATES])
                .outOfOrder(counts[OUT_OF_ORDER])
                .tooOld(counts[TOO_OLD])
                .gaps(counts[GAPS])
                .crossed(counts[CROSSED])
                .anomalies(counts[ANOMALIES])
                .bookAgreements(0)
                .bookDisagreements(0)
                .bookNotComparable(0)
                .bookLostTime(0)
                .bookScore(Double.NaN);
        changed = false;
        slide();
    }

    void save(SnapshotWriter out) {
        out.putLongs(counts, COUNTS).putLongs(good, INTERVALS).putLongs(bad, INTERVALS);
        out.putInt(interval).putLong(goodInWindow).putLong(badInWindow);
        out.putBoolean(changed).putDouble(publishedScore).putLong(lastTime);
    }

    void load(SnapshotReader in) {
        in.getLongs(counts, COUNTS);
        in.getLongs(good, INTERVALS);
        in.getLongs(bad, INTERVALS);
        interval = in.getInt();
        goodInWindow = in.getLong();
        badInWindow = in.getLong();
        changed = in.getBoolean();
        publishedScore = in.getDouble();
        lastTime = in.getLong();
    }

    private double score() {
        long all = goodInWindow + badInWindow;
        return all == 0 ? 1 : (double) goodInWindow / all;
    }

    private void slide() {
        interval = interval + 1 == INTERVALS ? 0 : interval + 1;
        goodInWindow -= good[interval];
        badInWindow -= bad[interval];
        good[interval] = 0;
        bad[interval] = 0;
    }

    private static int counterOf(RejectReason reason) {
        return switch (reason) {
            case DUPLICATE -> DUPLICATES;
            case OUT_OF_ORDER, NOT_SYNCHRONISED -> OUT_OF_ORDER;
            case TOO_OLD -> TOO_OLD;
            case CROSSED -> CROSSED;
            default -> INVALID;
        };
    }
}
