package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.Venue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which symbols a lane serves. One that is wanted no longer stays until the venue has confirmed that; one that the venue
 * refused is told of, left out, and asked for again by connections made an hour later. Lives on the feed's event loop.
 */
final class LaneSymbols {
    private static final Logger LOG = LoggerFactory.getLogger(LaneSymbols.class);
    private static final long LEAVING_NS = SECONDS.toNanos(10);
    private static final long REFUSED_NS = HOURS.toNanos(1);

    private final Venue venue;
    private final Lane lane;
    private final VenueSession.Shared shared;
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Map<String, Long> refusedNs = new HashMap<>();
    private final Map<String, Long> leavingNs = new HashMap<>();

    LaneSymbols(Venue venue, Lane lane, VenueSession.Shared shared) {
        this.venue = venue;
        this.lane = lane;
        this.shared = shared;
    }

    Set<String> wanted() {
        return wanted;
    }

    void add(List<String> symbols, Collection<VenueProtocol> connections, long nowNs) {
        symbols.stream().filter(leavingNs::containsKey).toList().forEach(symbol -> end(symbol, nowNs));
        wanted.addAll(symbols);
        shared.deliveries().deliver(() -> {
            lane.decoder().add(symbols, nowNs);
            return true;
        });
        connections.forEach(connection -> connection.subscribe(symbols));
    }

    void remove(List<String> symbols, Collection<VenueProtocol> connections, long nowNs) {
        List<String> subscribed = new ArrayList<>(symbols);
        wanted.removeAll(symbols);
        symbols.forEach(symbol -> {
            if (refusedNs.remove(symbol) == null) {
                leavingNs.put(symbol, nowNs);
            } else {
                subscribed.remove(symbol); // its streams have ended already
            }
        });
        if (!subscribed.isEmpty()) {
            connections.forEach(connection -> connection.unsubscribe(subscribed));
        }
    }

    /** Takes a symbol that the venue does not have: it is told of, and left out. */
    void decline(String symbol, long nowNs) {
        add(List.of(symbol), List.of(), nowNs);
        refuse(symbol, nowNs);
    }

    /** Tells of a symbol that the venue does not let us have, and leaves it out. */
    void refuse(String symbol, long nowNs) {
        if (!wanted.contains(symbol) || refusedNs.put(symbol, nowNs) != null) {
            return;
        }
        LOG.warn("feeds.symbols: {}: {} does not have it, or refuses it", symbol, venue);
        shared.counters().increment(SessionCounter.SYMBOLS_REFUSED);
        remove(symbol, FeedReason.REFUSED, nowNs);
    }

    /** Returns what a new connection subscribes to. */
    List<String> forConnection(long nowNs) {
        List<String> forgiven = refusedNs.entrySet().stream()
                .filter(entry -> nowNs - entry.getValue() >= REFUSED_NS)
                .map(Map.Entry::getKey)
                .toList();
        if (!forgiven.isEmpty()) {
            refusedNs.keySet().removeAll(forgiven);
            add(forgiven, List.of(), nowNs);
        }
        return wanted.stream().filter(symbol -> !refusedNs.containsKey(symbol)).toList();
    }

    /** Ends what the connections have left, and tells what they were refused. */
    void onBeat(Collection<VenueProtocol> connections, long nowNs) {
        connections.forEach(connection -> hear(connection, nowNs));
        if (!leavingNs.isEmpty()) {
            List<String> left = leavingNs.entrySet().stream()
                    .filter(entry -> nowNs - entry.getValue() >= LEAVING_NS || hasLeft(entry.getKey(), connections))
                    .map(Map.Entry::getKey)
                    .toList();
            left.forEach(symbol -> end(symbol, nowNs));
        }
    }

    /** Hears what a connection was refused; to be called once more when it has ended. */
    void hear(VenueProtocol connection, long nowNs) {
        connection.requests().takeRefused().forEach(symbol -> refuse(symbol, nowNs));
    }

    /** Returns how many symbols are served, or about to be left. */
    int count() {
        return wanted.size() + leavingNs.size();
    }

    /** Answers whether nothing is served, nor about to be left. */
    boolean isEmpty() {
        return count() == 0;
    }

    private static boolean hasLeft(String symbol, Collection<VenueProtocol> connections) {
        return connections.stream()
                .noneMatch(connection -> connection.requests().isLeaving(symbol));
    }

    private void end(String symbol, long nowNs) {
        leavingNs.remove(symbol);
        remove(symbol, FeedReason.UNSUBSCRIBED, nowNs);
    }

    private void remove(String symbol, FeedReason reason, long nowNs) {
        lane.forget(symbol);
        shared.deliveries().deliver(() -> lane.decoder().remove(symbol, reason, nowNs));
    }
}
