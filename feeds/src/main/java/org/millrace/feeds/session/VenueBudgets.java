package org.millrace.feeds.session;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One budget for each host, whichever feed asks. Thread-safe. */
public final class VenueBudgets {
    private final Map<String, VenueBudget> byHost = new ConcurrentHashMap<>();

    /** Returns the budget of a URL's host. */
    public VenueBudget of(String url) {
        return byHost.computeIfAbsent(URI.create(url).getHost(), host -> new VenueBudget());
    }
}
