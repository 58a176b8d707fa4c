package org.millrace.feeds.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a venue what symbols are before they are subscribed to, and which of them it does not have. Where an unknown symbol
 * has a whole request refused, halves of it are asked for. Without an answer the feed goes on. Lives on the feed's event
 * loop.
 */
public final class ListingFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(ListingFetcher.class);
    private static final int NO_ANSWER = 0;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final int SERVER_ERROR = 500;
    private static final int MAX_REQUESTS = 40; // finds a few unknown symbols among hundreds
    private static final int MAX_FAILURES = 5;

    /**
     * How a venue is asked.
     *
     * @param pathOf of symbols, with the query
     * @param symbols of one request, at most
     * @param weight of one request
     * @param reader takes an answer, and returns the symbols in it; none: it could not be read
     */
    public record Request(
            Function<List<String>, String> pathOf, int symbols, int weight, Function<byte[], Set<String>> reader) {}

    private final Request request;
    private final HttpClient client;
    private final Endpoint endpoint;
    private final VenueSession.Shared shared;
    private final Deque<List<String>> unasked = new ArrayDeque<>();
    private final Set<String> unlisted = new HashSet<>();
    private List<String> asked = List.of();
    private final Backoff backoff;
    private boolean inFlight;
    private int requestCount;
    private int failureCount;
    private long dueNs = Long.MIN_VALUE;

    /** Makes a fetcher that has not asked yet. */
    public ListingFetcher(Request request, Endpoint endpoint, SessionSettings settings, VenueSession.Shared shared) {
        this.request = request;
        this.endpoint = endpoint;
        this.shared = shared;
        client = new HttpClient(endpoint, settings);
        backoff = new Backoff(settings.backoff(), shared.random());
    }

    /** Asks, when that has not been done; answers whether the answers, or that there are none, are known. */
    public boolean isDone(List<String> symbols, long nowNs) {
        if (!inFlight && !symbols.equals(asked)) {
            asked = symbols;
            unasked.clear();
            requestCount = 0;
            failureCount = 0;
            unasked.addAll(Requests.parts(symbols, request.symbols()));
        }
        if (!inFlight
                && !unasked.isEmpty()
                && nowNs >= dueNs
                && shared.budget().tryTakeWeight(request.weight(), nowNs)) {
            List<String> part = unasked.poll();
            inFlight = true;
            requestCount++;
            String path = request.pathOf().apply(part);
            client.get(path, (status, body, retryAfterSeconds) -> {
                shared.budget()
                        .onAnswer(status, retryAfterSeconds, shared.clock().nanoTime());
                onAnswer(part, path, status, body);
            });
        }
        return !inFlight && unasked.isEmpty() && symbols.equals(asked);
    }

    /** Answers whether the venue has a symbol, or did not say. */
    public boolean isListed(String symbol) {
        return !unlisted.contains(symbol);
    }

    private void onAnswer(List<String> part, String path, int status, byte[] body) {
        inFlight = false;
        if (status == OK) {
            UnsafeBuffer buffer = new UnsafeBuffer(body);
            long nowNs = shared.clock().nanoTime();
            shared.deliveries()
                    .deliver(() -> shared.tap().onAnswer(endpoint.uri() + path, buffer, 0, buffer.capacity(), nowNs));
            Set<String> listed = request.reader().apply(body);
            unlisted.removeAll(part);
            part.stream()
                    .filter(symbol -> !listed.isEmpty() && !listed.contains(symbol))
                    .forEach(unlisted::add);
        } else if (status == BAD_REQUEST && part.size() == 1) {
            unlisted.addAll(part);
        } else if (status == BAD_REQUEST && requestCount < MAX_REQUESTS) {
            unasked.add(part.subList(0, part.size() / 2));
            unasked.add(part.subList(part.size() / 2, part.size()));
        } else if (isPassing(status) && ++failureCount < MAX_FAILURES) {
            LOG.info("{}{}: status {}, asked again", endpoint.uri(), path, status);
            unasked.addFirst(part);
            dueNs = shared.clock().nanoTime() + backoff.nextNs();
        } else {
            String answer = status == NO_ANSWER ? "no answer" : "status " + status;
            LOG.warn("{}{}: {}, instruments keep the exponents of the settings", endpoint.uri(), path, answer);
        }
    }

    /** Answers whether the venue may answer later: it has too much to do. */
    private static boolean isPassing(int status) {
        return status == TOO_MANY || status == BANNED || status >= SERVER_ERROR;
    }
}
