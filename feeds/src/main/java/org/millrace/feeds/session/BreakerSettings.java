package org.millrace.feeds.session;

import static org.millrace.codecs.settings.Settings.require;

import java.time.Duration;

/**
 * When to stop knocking at a venue.
 *
 * @param failures  in a row that open the circuit
 * @param openFor   before the circuit half-opens
 * @param successes that close it again
 */
public record BreakerSettings(int failures, Duration openFor, int successes) {
    /** Five failures, a minute, two successes. */
    public static final BreakerSettings DEFAULTS = new BreakerSettings(5, Duration.ofSeconds(60), 2);

    public BreakerSettings {
        require(failures >= 1, "feeds.session.breaker.failures", failures, "1 or more");
        require(openFor.toMillis() > 0, "feeds.session.breaker.open-for", openFor, "1ms or more");
        require(successes >= 1, "feeds.session.breaker.successes", successes, "1 or more");
    }
}
