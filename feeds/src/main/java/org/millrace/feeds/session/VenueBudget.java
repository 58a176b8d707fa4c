package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.MINUTES;

/**
 * What a venue lets one address of ours do, shared by all feeds that ask it: weight of REST requests, attempts to
 * connect, and the pause that it may order. Thread-safe.
 */
public final class VenueBudget {
    private static final int MAX_ATTEMPTS = 300;
    private static final long ATTEMPTS_WINDOW_NS = MINUTES.toNanos(5);
    private static final int WEIGHT_PER_MINUTE = 3_000; // half of what Binance allows an address

    private final RateBudget weights = new RateBudget(WEIGHT_PER_MINUTE, MINUTES.toNanos(1));
    private final RateBudget attempts = new RateBudget(MAX_ATTEMPTS, ATTEMPTS_WINDOW_NS);
    private long pauseEndNs;
    private boolean paused;

    /** Takes a request's weight, unless that would exceed the budget or the venue wants to be left alone. */
    synchronized boolean tryTakeWeight(int weight, long nowNs) {
        paused &= nowNs - pauseEndNs < 0;
        return !paused && weights.tryTake(weight, nowNs);
    }

    /** Sends no request before {@code endNs}. */
    synchronized void pauseUntil(long endNs) {
        pauseEndNs = paused && pauseEndNs - endNs > 0 ? pauseEndNs : endNs;
        paused = true;
    }

    /** Answers whether one more attempt may be made. */
    synchronized boolean hasAttempt(long nowNs) {
        return attempts.taken(nowNs) < MAX_ATTEMPTS;
    }

    synchronized void takeAttempt(long nowNs) {
        attempts.tryTake(1, nowNs);
    }
}
