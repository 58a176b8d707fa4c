package org.millrace.feeds.venue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * Estimates by how much a venue's clock is ahead of ours, as the engine does: what came the quickest way of the last 30 to
 * 60 seconds tells it best, so that the largest event time less receive time is taken. Negative: what comes takes longer
 * than the venue's clock is ahead.
 */
final class ClockEstimate {
    private static final long HALF_NS = SECONDS.toNanos(30);
    private static final long NEWS_NS = MILLISECONDS.toNanos(20);
    private static final long SUSPECT_NS = MILLISECONDS.toNanos(100);
    private static final long UNKNOWN = Long.MIN_VALUE;

    private long half;
    private long current = UNKNOWN;
    private long previous = UNKNOWN;
    private long toldNs = UNKNOWN;

    /** Takes an event's two times; where the venue states none they are equal, and say nothing. */
    void observe(long eventTime, long receiveTime) {
        long ahead = eventTime - receiveTime;
        if (ahead > current && ahead != 0 && receiveTime != 0) {
            current = ahead;
        }
    }

    /** Answers, every half minute at most, whether the estimate is new or has changed. */
    boolean isNews(long nowNs) {
        long now = nowNs / HALF_NS;
        if (now == half) {
            return false;
        }
        long estimate = offsetNs();
        boolean isKnown = half != 0 && current != UNKNOWN;
        if (!isKnown || (toldNs != UNKNOWN && Math.abs(estimate - toldNs) < NEWS_NS)) {
            roll(now);
            return false;
        }
        return true;
    }

    /** Returns the venue's clock minus ours. */
    long offsetNs() {
        return Math.max(current, previous);
    }

    /** Answers whether events come from the future, by more than clocks that are kept differ. */
    boolean isSuspect() {
        return offsetNs() > SUSPECT_NS;
    }

    /** Notes that the news was told. */
    void onTold(long nowNs) {
        toldNs = offsetNs();
        roll(nowNs / HALF_NS);
    }

    private void roll(long now) {
        previous = now == half + 1 ? current : UNKNOWN;
        current = UNKNOWN;
        half = now;
    }
}
