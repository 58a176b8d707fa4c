package org.millrace.feeds.session;

import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a venue, once and before anything else, what its instruments are. Without an answer one goes on without it. Lives
 * on the feed's event loop.
 */
public final class ListingFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(ListingFetcher.class);
    private static final int OK = 200;

    private final String path;
    private final int weight;
    private final HttpClient client;
    private final Endpoint endpoint;
    private final VenueSession.Shared shared;
    private final Consumer<byte[]> listener;
    private boolean asked;
    private boolean done;

    /**
     * Makes a fetcher that has not asked yet.
     *
     * @param path     with the query
     * @param weight   of the request
     * @param listener takes the answer
     */
    public ListingFetcher(
            String path,
            int weight,
            Endpoint endpoint,
            SessionSettings settings,
            VenueSession.Shared shared,
            Consumer<byte[]> listener) {
        this.path = path;
        this.weight = weight;
        this.endpoint = endpoint;
        this.shared = shared;
        this.listener = listener;
        client = new HttpClient(endpoint, settings);
    }

    /** Asks, when that has not been done; answers whether the answer, or that there is none, is known. */
    public boolean isDone(long nowNs) {
        if (!asked && shared.budget().tryTakeWeight(weight, nowNs)) {
            asked = true;
            client.get(path, this::onAnswer);
        }
        return done;
    }

    private void onAnswer(int status, byte[] body, int retryAfterSeconds) {
        done = true;
        if (status != OK) {
            LOG.warn("{}{}: status {}, instruments keep the exponents of the settings", endpoint.uri(), path, status);
            return;
        }
        UnsafeBuffer buffer = new UnsafeBuffer(body);
        long nowNs = shared.clock().nanoTime();
        shared.deliveries()
                .deliver(() -> shared.tap().onAnswer(endpoint.uri() + path, buffer, 0, buffer.capacity(), nowNs));
        listener.accept(body);
    }
}
