package org.millrace.feeds.session;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.millrace.codecs.sbe.Venue;

/** One budget for each venue and host, and one count of connections for each venue, whichever feed asks. Thread-safe. */
public final class VenueBudgets {
    private final Map<Key, VenueBudget> budgets = new ConcurrentHashMap<>();
    private final Map<Venue, AtomicInteger> connectionCounts = new ConcurrentHashMap<>();

    private record Key(Venue venue, String host) {}

    /** Returns the budget of a venue at a URL's host. */
    public VenueBudget of(Venue venue, String url, VenueLimits limits) {
        return budgets.computeIfAbsent(new Key(venue, URI.create(url).getHost()), key -> new VenueBudget(limits));
    }

    /** Returns what numbers a venue's connections, from 1. */
    public IntSupplier connectionIds(Venue venue) {
        return connectionCounts.computeIfAbsent(venue, key -> new AtomicInteger())::incrementAndGet;
    }
}
