package org.millrace.feeds.yahoo;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.VenueProtocol;

/** Subscribes to the streamer, again every 15 seconds as the venue's own pages do. The venue confirms nothing. */
final class YahooSession implements VenueProtocol {
    private static final long REPEAT_NS = SECONDS.toNanos(15);
    private static final long OPENING_NS = SECONDS.toNanos(60);

    private final Set<String> symbols = new LinkedHashSet<>();
    private final List<String> left = new ArrayList<>();
    private final LongPredicate hours;
    private final Requests requests;
    private boolean isSubscribed;
    private long nextNs;

    /**
     * @param hours answers whether any market trades
     */
    YahooSession(List<String> symbols, LongPredicate hours, Requests requests) {
        this.hours = hours;
        this.requests = requests;
        subscribe(symbols);
    }

    @Override
    public void subscribe(List<String> added) {
        symbols.addAll(added);
        isSubscribed = false; // until it is said again
    }

    @Override
    public void unsubscribe(List<String> removed) {
        removed.forEach(symbols::remove);
        left.addAll(removed);
    }

    /** Returns nothing: no answers come. */
    @Override
    public Requests requests() {
        return requests;
    }

    @Override
    public void onBeat(Connection connection, long nowNs) {
        if (!left.isEmpty()) {
            connection.send("{\"unsubscribe\":[\"" + String.join("\",\"", left) + "\"]}");
            left.clear();
        }
        if (!isSubscribed || nowNs - nextNs >= 0) {
            connection.send("{\"subscribe\":[\"" + String.join("\",\"", symbols) + "\"]}");
            isSubscribed = true;
            nextNs = nowNs + REPEAT_NS;
        }
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int length, long nowNs) {
        return false;
    }

    /** Expects nothing of the first minute, when all was silent before. */
    @Override
    public boolean expectsData(long nowNs) {
        return hours.test(nowNs) && hours.test(nowNs - OPENING_NS);
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
