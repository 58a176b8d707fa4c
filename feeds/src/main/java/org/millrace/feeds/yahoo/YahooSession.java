package org.millrace.feeds.yahoo;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.VenueProtocol;

/** Subscribes to the streamer, again every 15 seconds as the venue's own pages do. The venue confirms nothing. */
final class YahooSession implements VenueProtocol {
    private static final long REPEAT_NS = SECONDS.toNanos(15);

    private final String subscription;
    private boolean isSubscribed;
    private long nextNs;

    YahooSession(List<String> symbols) {
        subscription = "{\"subscribe\":[\"" + String.join("\",\"", symbols) + "\"]}";
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        if (!isSubscribed || nowNs - nextNs >= 0) {
            connection.send(subscription);
            isSubscribed = true;
            nextNs = nowNs + REPEAT_NS;
        }
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs) {
        return false;
    }

    @Override
    public boolean isSubscribed() {
        return isSubscribed;
    }

    @Override
    public boolean endsSoon() {
        return false;
    }

    @Override
    public FeedReason failure() {
        return FeedReason.NONE;
    }
}
