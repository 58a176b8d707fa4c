package org.millrace.feeds.polling;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.millrace.feeds.session.BackoffSettings;
import org.millrace.feeds.session.BreakerSettings;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueLimits;

/**
 * How a venue wants to be asked. Has no text of its own: a key may be in it.
 *
 * @param requestsPerMinute evenly spaced, at most
 * @param refusedFor        how long what the venue refuses is left alone
 * @param headers           of each request, the key among them where there is one
 * @param bans              statuses by which the venue shuts us out, whatever is asked for
 */
public record PollSettings(int requestsPerMinute, Duration refusedFor, Map<String, String> headers, Set<Integer> bans) {
    public PollSettings {
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException("requests a minute: " + requestsPerMinute + ", expected 1 or more");
        }
        headers = Map.copyOf(headers);
        bans = Set.copyOf(bans);
    }

    /**
     * Returns a feed's settings with an interval, where it has none, and, where nothing else is said, the circuit of a
     * venue that is polled: it opens at the third failure for five minutes.
     */
    public static FeedSettings complete(FeedSettings settings, Duration interval) {
        SessionSettings session = settings.session();
        return new FeedSettings(
                settings.venue(),
                settings.protocol(),
                settings.url(),
                settings.restUrl(),
                settings.symbols(),
                settings.streams(),
                settings.snapshotDepth(),
                settings.timeUnit(),
                settings.keyFile(),
                settings.interval().isZero() ? interval : settings.interval(),
                session.equals(SessionSettings.DEFAULTS) ? patient(session) : session);
    }

    private static SessionSettings patient(SessionSettings session) {
        return new SessionSettings(
                new BackoffSettings(Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMinutes(10)),
                new BreakerSettings(3, Duration.ofMinutes(5), 1),
                Duration.ofSeconds(45),
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                session.instrumentSilenceLimit(),
                session.bookCheckInterval(),
                session.plannedReconnect(),
                session.handover(),
                session.maxFrameBytes(),
                session.caFile());
    }

    /** Returns what is asked at most, as a budget that all feeds of a venue share. */
    VenueLimits limits() {
        return new VenueLimits(requestsPerMinute, Duration.ofMinutes(1), requestsPerMinute, 0);
    }

    @Override
    public String toString() {
        return requestsPerMinute + " requests a minute";
    }
}
