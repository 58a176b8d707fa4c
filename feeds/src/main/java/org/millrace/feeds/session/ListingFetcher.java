package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.FeedReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a venue what symbols are before they are subscribed to, and which of them it does not have. Where an unknown symbol
 * has a whole request refused, halves of it are asked for. Without an answer it is asked again, as long as it takes: an
 * instrument that has once been defined by guess stays so. Symbols do without where all are known already, where the venue
 * says that there is no such list, or where it is reached otherwise meanwhile and does not answer five times, half a minute and more apart. Lives on
 * the feed's event loop.
 */
public final class ListingFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(ListingFetcher.class);
    private static final int NO_ANSWER = 0;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final Set<Integer> NONE_TO_BE_HAD = Set.of(BAD_REQUEST, 404, 410, 451);
    private static final int MAX_REQUESTS = 40; // finds a few unknown symbols among hundreds
    private static final long COUNTED_NS = SECONDS.toNanos(30); // after the last failure that counts
    private static final int MAX_FAILURES = 5; // counted ones

    /**
     * How a venue is asked.
     *
     * @param pathOf of symbols, with the query
     * @param symbols of one request, at most
     * @param weight of one request
     * @param reader takes an answer, and returns the symbols in it; none: it could not be read
     * @param isKnown answers whether nothing that the venue says of a symbol would be taken
     */
    public record Request(
            Function<List<String>, String> pathOf,
            int symbols,
            int weight,
            Function<byte[], Set<String>> reader,
            Predicate<String> isKnown) {}

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
    private long heardBefore; // of the venue's streams
    private long countedNs;
    private FeedReason trouble = FeedReason.NONE;
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

    /** Returns why symbols wait: the venue did not answer, or not with what they are; NONE: they do not. */
    FeedReason trouble() {
        return trouble;
    }

    private void onAnswer(List<String> part, String path, int status, byte[] body) {
        inFlight = false;
        Set<String> listed = status == OK ? read(path, body) : Set.of();
        if (!listed.isEmpty()) {
            onListed(part, listed);
        } else if (status == BAD_REQUEST && part.size() == 1) {
            unlisted.addAll(part);
        } else if (status == BAD_REQUEST && requestCount < MAX_REQUESTS) {
            unasked.add(part.subList(0, part.size() / 2));
            unasked.add(part.subList(part.size() / 2, part.size()));
        } else {
            onFailure(part, path, status);
        }
    }

    private Set<String> read(String path, byte[] body) {
        UnsafeBuffer buffer = new UnsafeBuffer(body);
        long nowNs = shared.clock().nanoTime();
        shared.deliveries()
                .deliver(() -> shared.tap().onAnswer(endpoint.uri() + path, buffer, 0, buffer.capacity(), nowNs));
        return request.reader().apply(body);
    }

    private void onListed(List<String> part, Set<String> listed) {
        unlisted.removeAll(part);
        part.stream().filter(symbol -> !listed.contains(symbol)).forEach(unlisted::add);
        backoff.reset();
        if (trouble != FeedReason.NONE) {
            LOG.info("{}: says what its symbols are", endpoint.uri());
            trouble = FeedReason.NONE;
        }
    }

    /** Asks again later, unless there is nothing to be had, nothing to be learnt, or the venue never answers. */
    private void onFailure(List<String> part, String path, int status) {
        shared.counters().increment(SessionCounter.LISTING_FAILURES);
        long heard = shared.counters().get(SessionCounter.CONNECTIONS)
                + shared.counters().get(SessionCounter.FRAMES);
        long nowNs = shared.clock().nanoTime();
        if (heard > heardBefore && (failureCount == 0 || nowNs - countedNs >= COUNTED_NS)) {
            failureCount++;
            countedNs = nowNs;
        }
        heardBefore = heard;
        String answer = status == NO_ANSWER ? "no answer" : "status " + status;
        boolean isKnown = part.stream().allMatch(request.isKnown());
        if (isKnown || NONE_TO_BE_HAD.contains(status) || failureCount >= MAX_FAILURES) {
            trouble = FeedReason.NONE;
            LOG.warn("{}{}: {}, instruments keep the exponents of the settings", endpoint.uri(), path, answer);
            return;
        }
        if (trouble == FeedReason.NONE) {
            LOG.warn(
                    "{}{}: {}, asked again; its symbols wait until it says what they are",
                    endpoint.uri(),
                    path,
                    answer);
            trouble = status == NO_ANSWER ? FeedReason.CONNECT_FAILED : FeedReason.VENUE_ERROR;
        }
        unasked.addFirst(part);
        dueNs = nowNs + backoff.nextNs();
    }
}
