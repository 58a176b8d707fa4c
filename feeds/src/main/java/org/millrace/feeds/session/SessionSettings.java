package org.millrace.feeds.session;

import static org.millrace.codecs.settings.Settings.require;

import java.time.Duration;

/**
 * How connections to a venue are made, watched and replaced.
 *
 * @param backoff          waits between attempts
 * @param breaker          when to stop attempting
 * @param connectTimeout   from the attempt to the upgraded connection
 * @param subscribeTimeout from there to the first data, all subscriptions confirmed
 * @param silenceLimit     without data, after which a connection is given up
 * @param instrumentSilenceLimit without data of one instrument, after which it is told of as silent; 0 = never
 * @param bookCheckInterval between two snapshots by which a whole book is checked, of each instrument; 0 = never
 * @param plannedReconnect age at which a connection is replaced, before the venue cuts it
 * @param handover         how long old and new connection both run before the old one is closed
 * @param maxFrameBytes    largest message accepted
 * @param caFile           certificates, in PEM, to trust besides the system's; empty = none
 */
public record SessionSettings(
        BackoffSettings backoff,
        BreakerSettings breaker,
        Duration connectTimeout,
        Duration subscribeTimeout,
        Duration silenceLimit,
        Duration instrumentSilenceLimit,
        Duration bookCheckInterval,
        Duration plannedReconnect,
        Duration handover,
        int maxFrameBytes,
        String caFile) {

    /** What Binance's limits ask for. */
    public static final SessionSettings DEFAULTS = new SessionSettings(
            BackoffSettings.DEFAULTS,
            BreakerSettings.DEFAULTS,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(23 * 60 + 45),
            Duration.ofSeconds(1),
            16 << 20,
            "");

    private static final Duration A_LIFETIME = Duration.ofDays(36_500);
    private static final int MIN_FRAME_BYTES = 64 * 1024;
    private static final int MAX_FRAME_BYTES = 256 << 20;

    public SessionSettings {
        require(connectTimeout.toMillis() > 0, "feeds.session.connect-timeout", connectTimeout, "1ms or more");
        require(subscribeTimeout.toMillis() > 0, "feeds.session.subscribe-timeout", subscribeTimeout, "1ms or more");
        require(silenceLimit.toMillis() > 0, "feeds.session.silence-limit", silenceLimit, "1ms or more");
        require(
                !instrumentSilenceLimit.isNegative(),
                "feeds.session.instrument-silence-limit",
                instrumentSilenceLimit,
                "0 or more");
        require(!bookCheckInterval.isNegative(), "feeds.session.book-check-interval", bookCheckInterval, "0 or more");
        require(
                plannedReconnect.compareTo(handover) > 0,
                "feeds.session.planned-reconnect",
                plannedReconnect,
                "longer than handover");
        require(!handover.isNegative(), "feeds.session.handover", handover, "0 or more");
        require(
                maxFrameBytes >= MIN_FRAME_BYTES && maxFrameBytes <= MAX_FRAME_BYTES,
                "feeds.session.max-frame-bytes",
                maxFrameBytes,
                "64KiB to 256MiB");
    }

    /** Returns the same for a venue that suffers one connection only, and does not cut it: none is ever replaced by plan. */
    public SessionSettings lasting() {
        return new SessionSettings(
                backoff,
                breaker,
                connectTimeout,
                subscribeTimeout,
                silenceLimit,
                instrumentSilenceLimit,
                bookCheckInterval,
                A_LIFETIME,
                handover,
                maxFrameBytes,
                caFile);
    }
}
