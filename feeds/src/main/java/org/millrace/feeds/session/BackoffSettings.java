package org.millrace.feeds.session;

import static org.millrace.codecs.settings.Settings.require;

import java.time.Duration;

/**
 * How long to wait before the next attempt: a random time up to {@code base}, doubled with each failure up to
 * {@code cap}.
 *
 * @param base       longest wait after the first failure
 * @param cap        longest wait at all
 * @param resetAfter a connection that has delivered for this long makes failures forgotten
 */
public record BackoffSettings(Duration base, Duration cap, Duration resetAfter) {
    /** Half a second to half a minute, forgotten after a minute. */
    public static final BackoffSettings DEFAULTS =
            new BackoffSettings(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60));

    public BackoffSettings {
        require(base.toNanos() > 0, "feeds.session.backoff.base", base, "more than 0");
        require(cap.compareTo(base) >= 0, "feeds.session.backoff.cap", cap, "base or more");
        require(resetAfter.toNanos() > 0, "feeds.session.backoff.reset-after", resetAfter, "more than 0");
    }
}
