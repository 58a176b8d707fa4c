package org.millrace.feeds.support;

import java.time.Duration;
import org.millrace.feeds.session.BackoffSettings;
import org.millrace.feeds.session.SessionSettings;

/** Settings of a session: the defaults, but for what a test says. */
public final class SessionBuilder {
    private static final SessionSettings DEFAULTS = SessionSettings.DEFAULTS;
    private static final BackoffSettings IMPATIENT =
            new BackoffSettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMinutes(1));

    private BackoffSettings backoff = DEFAULTS.backoff();
    private Duration connectTimeout = DEFAULTS.connectTimeout();
    private Duration subscribeTimeout = DEFAULTS.subscribeTimeout();
    private Duration silenceLimit = DEFAULTS.silenceLimit();
    private Duration instrumentSilenceLimit = DEFAULTS.instrumentSilenceLimit();
    private Duration bookCheckInterval = DEFAULTS.bookCheckInterval();
    private Duration plannedReconnect = DEFAULTS.plannedReconnect();
    private Duration handover = DEFAULTS.handover();
    private String caFile = DEFAULTS.caFile();

    /** Waits but milliseconds between attempts. */
    public SessionBuilder impatient() {
        backoff = IMPATIENT;
        return this;
    }

    public SessionBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    public SessionBuilder subscribeTimeout(Duration timeout) {
        subscribeTimeout = timeout;
        return this;
    }

    public SessionBuilder silenceLimit(Duration limit) {
        silenceLimit = limit;
        return this;
    }

    public SessionBuilder instrumentSilenceLimit(Duration limit) {
        instrumentSilenceLimit = limit;
        return this;
    }

    public SessionBuilder bookCheckInterval(Duration interval) {
        bookCheckInterval = interval;
        return this;
    }

    /** Replaces connections at this age; both run so long. */
    public SessionBuilder plannedReconnect(Duration age, Duration both) {
        plannedReconnect = age;
        handover = both;
        return this;
    }

    public SessionBuilder caFile(String file) {
        caFile = file;
        return this;
    }

    public SessionSettings build() {
        return new SessionSettings(
                backoff,
                DEFAULTS.breaker(),
                connectTimeout,
                subscribeTimeout,
                silenceLimit,
                instrumentSilenceLimit,
                bookCheckInterval,
                plannedReconnect,
                handover,
                DEFAULTS.maxFrameBytes(),
                caFile);
    }
}
