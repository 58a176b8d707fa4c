package org.millrace.feeds.alpaca;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.SnapshotRequester;

/**
 * Keeps which books are to be subscribed to anew because they need a snapshot; none again within a few seconds. Lives on
 * the feed's event loop.
 */
final class BookRequests implements SnapshotRequester {
    private static final long PAUSE_NS = Duration.ofSeconds(5).toNanos();

    private final EpochNanoClock clock;
    private final Set<String> wanted = new LinkedHashSet<>();
    private final Map<String, Long> dueNs = new HashMap<>();

    BookRequests(EpochNanoClock clock) {
        this.clock = clock;
    }

    @Override
    public void request(String symbol) {
        wanted.add(symbol);
        dueNs.putIfAbsent(symbol, clock.nanoTime());
    }

    /** Returns a symbol whose turn it is, or an empty text; it is not returned again until it is requested again. */
    String poll(long nowNs) {
        for (String symbol : wanted) {
            if (nowNs - dueNs.get(symbol) >= 0) {
                wanted.remove(symbol);
                dueNs.put(symbol, nowNs + PAUSE_NS);
                return symbol;
            }
        }
        return "";
    }

    /** Forgets a symbol: its book is wanted no longer. */
    void forget(String symbol) {
        wanted.remove(symbol);
        dueNs.remove(symbol);
    }

    /** Forgets what was wanted of a connection that is gone: the next begins with all snapshots. */
    void clear() {
        wanted.clear();
    }
}
