package org.millrace.feeds.session;

import java.util.concurrent.TimeUnit;

/**
 * What a venue lets one address of ours do, shared by all feeds that ask it: weight of REST requests, attempts to
 * connect, messages, and the pause that it may order. Thread-safe.
 */
public final class VenueBudget {
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final int DEFAULT_PAUSE_SECONDS = 60;

    private final VenueLimits limits;
    private final RateBudget weights;
    private final RateBudget attempts;
    private final RateBudget messages;
    private long pauseEndNs; // of requests
    private boolean paused;
    private long attemptNs = Long.MIN_VALUE; // that the venue lets us make next

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

    /** Notes how a request was answered: 429 and 418 want no other for a while. */
    synchronized void onAnswer(int status, int retryAfterSeconds, long nowNs) {
        if (status == TOO_MANY || status == BANNED) {
            int seconds = retryAfterSeconds > 0 ? retryAfterSeconds : DEFAULT_PAUSE_SECONDS;
            long endNs = nowNs + TimeUnit.SECONDS.toNanos(seconds);
            pauseEndNs = paused && pauseEndNs - endNs > 0 ? pauseEndNs : endNs;
            paused = true;
        }
    }

    /**
     * Notes that the venue refused to upgrade a connection: 429 and 418 want no attempt for a while, and so does whoever
     * says how long.
     *
     * @param status 0 = it did not
     */
    synchronized void onRefusal(int status, int retryAfterSeconds, long nowNs) {
        boolean wantsPause = status == TOO_MANY || status == BANNED;
        if (status != 0 && (wantsPause || retryAfterSeconds > 0)) {
            int seconds = retryAfterSeconds > 0 ? retryAfterSeconds : DEFAULT_PAUSE_SECONDS;
            attemptNs = Math.max(attemptNs, nowNs + TimeUnit.SECONDS.toNanos(seconds));
        }
    }

    /** Answers whether one more attempt may be made. */
    synchronized boolean hasAttempt(long nowNs) {
        return nowNs >= attemptNs && attempts.taken(nowNs) < limits.attempts();
    }

    synchronized void takeAttempt(long nowNs) {
        attempts.tryTake(1, nowNs);
    }
}
