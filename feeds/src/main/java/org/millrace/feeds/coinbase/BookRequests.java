package org.millrace.feeds.coinbase;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.session.Backoff;
import org.millrace.feeds.session.BackoffSettings;

/**
 * Keeps which products are to be subscribed to anew, because their books need a snapshot: at once, and later and later where
 * that does not help. Lives on the feed's event loop.
 */
final class BookRequests implements SnapshotRequester {
    private final BackoffSettings settings;
    private final EpochNanoClock clock;
    private final RandomGenerator random;
    private final Map<String, Wanted> wanted = new LinkedHashMap<>();

    /** A product that is, or was, to be subscribed to anew. */
    private static final class Wanted {
        final Backoff backoff;
        boolean isPending;
        long dueNs;
        long servedNs;

        Wanted(Backoff backoff) {
            this.backoff = backoff;
        }
    }

    BookRequests(BackoffSettings settings, EpochNanoClock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void request(String symbol) {
        long nowNs = clock.nanoTime();
        Wanted product = wanted.get(symbol);
        if (product == null) {
            product = new Wanted(new Backoff(settings, random));
            wanted.put(symbol, product);
            product.dueNs = nowNs;
        } else if (product.isPending) {
            return;
        } else {
            if (nowNs - product.servedNs >= settings.resetAfter().toNanos()) {
                product.backoff.reset();
            }
            product.dueNs = nowNs + product.backoff.nextNs();
        }
        product.isPending = true;
    }

    /** Returns a product whose turn it is, or an empty text; it is not returned again until it is requested again. */
    String poll(long nowNs) {
        for (Map.Entry<String, Wanted> entry : wanted.entrySet()) {
            Wanted product = entry.getValue();
            if (product.isPending && nowNs - product.dueNs >= 0) {
                product.isPending = false;
                product.servedNs = nowNs;
                return entry.getKey();
            }
        }
        return "";
    }

    /** Forgets a product: its book is wanted no longer. */
    void forget(String symbol) {
        wanted.remove(symbol);
    }

    /** Forgets what was to be done on a connection that is gone: the next begins with all snapshots. */
    void clear() {
        wanted.values().forEach(product -> product.isPending = false);
    }
}
