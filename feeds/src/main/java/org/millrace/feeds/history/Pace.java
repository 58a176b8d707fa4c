package org.millrace.feeds.history;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.millrace.feeds.session.RateBudget;

/**
 * How fast a venue is asked: as it allows; and for ten minutes after it found that too fast, evenly, at half the pace. Each
 * time that it finds so anew, the ten minutes begin anew.
 */
final class Pace {
    private static final String RATE_LIMIT_RESET = "x-rate-limit-reset";
    private static final int LEAST_PAUSE_SECONDS = 15;
    private static final long SLOW_NS = MINUTES.toNanos(10);
    private static final long BUDGET_WAIT_NS = MILLISECONDS.toNanos(50);

    private final RateBudget budget;
    private final long weight;
    private final long halfPaceNs;
    private long askedNs = Long.MIN_VALUE / 2;
    private long slowUntilNs = Long.MIN_VALUE;

    Pace(VenueHistory.RequestLimit limit) {
        budget = new RateBudget(limit.amount(), limit.windowNs());
        weight = limit.weight();
        halfPaceNs = 2 * limit.weight() * limit.windowNs() / limit.amount();
    }

    /** Takes leave to ask now; returns 0, or how long to wait before the next attempt. */
    long tryTake(long nowNs) {
        long earliestNs = nowNs < slowUntilNs ? askedNs + halfPaceNs : nowNs;
        if (nowNs < earliestNs) {
            return Math.min(earliestNs, slowUntilNs) - nowNs;
        }
        if (!budget.tryTake(weight, nowNs)) {
            return BUDGET_WAIT_NS;
        }
        askedNs = nowNs;
        return 0;
    }

    /** Slows down, and returns how long the venue wants to be left alone: what it says, a quarter of a minute at least. */
    long onTooMany(HttpHeaders headers, long nowNs) {
        int asked = Math.max(headers.getInt(HttpHeaderNames.RETRY_AFTER, 0), headers.getInt(RATE_LIMIT_RESET, 0));
        long pauseNs = SECONDS.toNanos(Math.max(asked, LEAST_PAUSE_SECONDS));
        slowUntilNs = nowNs + pauseNs + SLOW_NS;
        return pauseNs;
    }
}
