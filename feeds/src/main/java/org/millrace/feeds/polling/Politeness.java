package org.millrace.feeds.polling;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.millrace.feeds.session.Backoff;

/**
 * Says when the next request may be sent: requests are evenly spaced, at half the pace for ten minutes after the venue
 * found them too many; failures make one wait longer and longer.
 */
final class Politeness {
    private static final String RATE_LIMIT_RESET = "x-rate-limit-reset";
    private static final int LEAST_PAUSE_SECONDS = 15;
    private static final int MOST_PAUSE_SECONDS = 86_400;
    private static final long SLOW_NS = MINUTES.toNanos(10);

    private final Backoff backoff;
    private final long spacingNs;
    private long nextNs = Long.MIN_VALUE;
    private long slowUntilNs = Long.MIN_VALUE;

    Politeness(int requestsPerMinute, Backoff backoff) {
        this.backoff = backoff;
        spacingNs = MINUTES.toNanos(1) / requestsPerMinute;
    }

    boolean mayAsk(long nowNs) {
        return nowNs >= nextNs;
    }

    void onRequest(long nowNs) {
        nextNs = nowNs + (nowNs < slowUntilNs ? 2 * spacingNs : spacingNs);
    }

    void onSuccess() {
        backoff.reset();
    }

    void onFailure(long nowNs) {
        nextNs = Math.max(nextNs, nowNs + backoff.nextNs());
    }

    /** Waits as long as the venue says, and some more: whoever else was told so waits another while. */
    void onTooMany(HttpHeaders headers, long nowNs) {
        int asked = Math.max(headers.getInt(HttpHeaderNames.RETRY_AFTER, 0), headers.getInt(RATE_LIMIT_RESET, 0));
        int seconds = Math.min(Math.max(asked, LEAST_PAUSE_SECONDS), MOST_PAUSE_SECONDS);
        nextNs = Math.max(nextNs, nowNs + SECONDS.toNanos(seconds) + backoff.nextNs());
        slowUntilNs = nextNs + SLOW_NS;
    }
}
