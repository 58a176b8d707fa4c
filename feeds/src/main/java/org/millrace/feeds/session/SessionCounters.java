package org.millrace.feeds.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.millrace.codecs.sbe.FeedReason;

/** What one feed's session has counted; written by the feed's thread only, read by any. */
public final class SessionCounters {
    private final Map<SessionCounter, AtomicLong> values = new EnumMap<>(SessionCounter.class);

    public SessionCounters() {
        for (SessionCounter counter : SessionCounter.values()) {
            values.put(counter, new AtomicLong());
        }
    }

    /** Returns a count since the feed was made. */
    public long get(SessionCounter counter) {
        return values.get(counter).get();
    }

    /** Counts one more; on the feed's thread. */
    public void increment(SessionCounter counter) {
        add(counter, 1);
    }

    /** Counts more; on the feed's thread. */
    public void add(SessionCounter counter, long amount) {
        AtomicLong value = values.get(counter);
        value.lazySet(value.getPlain() + amount);
    }

    /** Counts why a connection ended, or was not made; on the feed's thread. */
    void onEnd(FeedReason reason) {
        switch (reason) {
            case CONNECT_FAILED -> increment(SessionCounter.CONNECT_FAILURES);
            case TLS_FAILED -> increment(SessionCounter.TLS_FAILURES);
            case TIMEOUT -> increment(SessionCounter.TIMEOUTS);
            case SILENT -> increment(SessionCounter.SILENCES);
            case PROTOCOL_ERROR -> increment(SessionCounter.PROTOCOL_ERRORS);
            case VENUE_ERROR -> increment(SessionCounter.VENUE_ERRORS);
            case REMOTE_CLOSE -> increment(SessionCounter.REMOTE_CLOSES);
            default -> {
                // our own doing
            }
        }
    }
}
