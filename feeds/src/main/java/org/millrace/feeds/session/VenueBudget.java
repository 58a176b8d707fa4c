package org.millrace.feeds.session;

import java.util.concurrent.TimeUnit;

/**
 * What a venue lets one address of ours do, shared by all feeds that ask it: weight of REST requests, attempts to
 * connect, messages, and the pause that it may order. Thread-safe.
 */
public final class VenueBudget {
    private final VenueLimits limits;
    private final RateBudget weights;
    private final RateBudget attempts;
    private final RateBudget messages;
    private long pauseEndNs;
    private boolean paused;

    VenueBudget(VenueLimits limits) {
        this.limits = limits;
        weights = new RateBudget(limits.weightPerMinute(), TimeUnit.MINUTES.toNanos(1));
        attempts = new RateBudget(limits.attempts(), limits.attemptsWindow().toNanos());
        messages = new RateBudget(Math.max(1, limits.messagesPerSecond()), TimeUnit.SECONDS.toNanos(1));
    }

    /** Takes a request's weight, unless that would exceed the budget or the venue wants to be left alone. */
    synchronized boolean tryTakeWeight(int weight, long nowNs) {
        paused &= nowNs - pauseEndNs < 0;
        return !paused && weights.tryTake(weight, nowNs);
    }

    /** Takes one of the messages that all our connections may send together. */
    public synchronized boolean tryTakeMessage(long nowNs) {
        return limits.messagesPerSecond() == 0 || messages.tryTake(1, nowNs);
    }

    /** Takes a request's weight that can wait: only if at least half of the budget then is free. */
    synchronized boolean tryTakeSpareWeight(int weight, long nowNs) {
        paused &= nowNs - pauseEndNs < 0;
        return !paused && weights.isHalfFree(weight, nowNs) && weights.tryTake(weight, nowNs);
    }

    /** Sends no request before {@code endNs}. */
    synchronized void pauseUntil(long endNs) {
        pauseEndNs = paused && pauseEndNs - endNs > 0 ? pauseEndNs : endNs;
        paused = true;
    }

    /** Answers whether one more attempt may be made. */
    synchronized boolean hasAttempt(long nowNs) {
        return attempts.taken(nowNs) < limits.attempts();
    }

    synchronized void takeAttempt(long nowNs) {
        attempts.tryTake(1, nowNs);
    }
}
