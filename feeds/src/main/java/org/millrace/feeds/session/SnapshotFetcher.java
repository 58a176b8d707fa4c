package org.millrace.feeds.session;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.SnapshotHandler;
import org.millrace.feeds.SnapshotRequester;

/**
 * Fetches the snapshots that books begin with: a few at a time, within the venue's budget, later and later where they
 * fail or have to be fetched again. Lives on the feed's event loop.
 */
public final class SnapshotFetcher implements SnapshotRequester {
    private static final int MAX_IN_FLIGHT = 4;
    private static final int OK = 200;

    /**
     * How a venue is asked.
     *
     * @param pathOf   of a symbol's snapshot, with the query
     * @param weight   of one request
     * @param statusOf the status that an answer with status 200 amounts to, where a venue sends its errors so
     */
    public record Request(Function<String, String> pathOf, int weight, ToIntFunction<byte[]> statusOf) {
        /** Makes a request to a venue whose answers with status 200 are what was asked for. */
        public Request(Function<String, String> pathOf, int weight) {
            this(pathOf, weight, body -> OK);
        }

        int status(int answered, byte[] body) {
            return answered == OK ? statusOf.applyAsInt(body) : answered;
        }
    }

    private final Request request;
    private final HttpClient client;
    private final Endpoint endpoint;
    private final SessionSettings settings;
    private final Deliveries deliveries;
    private final SessionCounters counters;
    private final FrameTap tap;
    private final EpochNanoClock clock;
    private final RandomGenerator random;
    private final VenueBudget budget;
    private final Map<String, Wanted> wanted = new HashMap<>();
    private SnapshotHandler handler;
    private int inFlight;
    private int generation;

    /** A symbol whose snapshot is, or was, asked for. */
    private static final class Wanted {
        final Backoff backoff;
        boolean pending;
        boolean inFlight;
        long dueNs;
        long answeredNs;

        Wanted(Backoff backoff, long nowNs) {
            this.backoff = backoff;
            dueNs = nowNs;
            answeredNs = nowNs;
        }
    }

    /** Makes a fetcher; {@link #handler} is to be set before it is asked. */
    public SnapshotFetcher(Request request, Endpoint endpoint, SessionSettings settings, VenueSession.Shared shared) {
        this.request = request;
        this.endpoint = endpoint;
        this.settings = settings;
        client = new HttpClient(endpoint, settings);
        deliveries = shared.deliveries();
        counters = shared.counters();
        tap = shared.tap();
        clock = shared.clock();
        random = shared.random();
        budget = shared.budget();
    }

    /** Sets who takes the snapshots. */
    public void handler(SnapshotHandler handler) {
        this.handler = handler;
    }

    @Override
    public void request(String symbol) {
        long nowNs = clock.nanoTime();
        Wanted entry = wanted.get(symbol);
        if (entry == null) {
            entry = new Wanted(new Backoff(settings.backoff(), random), nowNs);
            wanted.put(symbol, entry);
        } else if (!entry.pending) {
            boolean isOld =
                    nowNs - entry.answeredNs >= settings.backoff().resetAfter().toNanos();
            if (isOld) {
                entry.backoff.reset();
            }
            entry.dueNs = nowNs + (isOld ? 0 : entry.backoff.nextNs());
        }
        entry.pending = true;
    }

    /** Sends what is due. */
    public void onBeat(long nowNs) {
        for (Map.Entry<String, Wanted> entry : wanted.entrySet()) {
            Wanted symbol = entry.getValue();
            boolean isDue = symbol.pending && !symbol.inFlight && nowNs - symbol.dueNs >= 0;
            if (isDue && inFlight < MAX_IN_FLIGHT && budget.tryTakeWeight(request.weight(), nowNs)) {
                send(entry.getKey(), symbol);
            }
        }
    }

    /** Forgets a symbol: its book is wanted no longer. */
    public void forget(String symbol) {
        Wanted entry = wanted.get(symbol);
        if (entry != null) {
            entry.pending = false;
        }
    }

    /** Forgets all requests: the connection that they were for has ended. */
    public void clear() {
        generation++;
        inFlight = 0;
        wanted.clear();
    }

    private void send(String symbol, Wanted entry) {
        int sentGeneration = generation;
        String path = request.pathOf().apply(symbol);
        entry.inFlight = true;
        inFlight++;
        counters.increment(SessionCounter.SNAPSHOT_REQUESTS);
        client.get(path, (answered, body, retryAfterSeconds) -> {
            if (sentGeneration != generation) {
                return;
            }
            int status = request.status(answered, body);
            inFlight--;
            entry.inFlight = false;
            long nowNs = clock.nanoTime();
            if (status == OK) {
                onBody(symbol, entry, body, nowNs, endpoint.uri() + path);
            } else {
                onFailure(symbol, entry, status, retryAfterSeconds, nowNs);
            }
        });
    }

    private void onBody(String symbol, Wanted entry, byte[] body, long nowNs, String url) {
        entry.pending = false;
        entry.answeredNs = nowNs;
        UnsafeBuffer buffer = new UnsafeBuffer(body);
        deliveries.deliver(() -> tap.onAnswer(url, buffer, 0, buffer.capacity(), nowNs));
        int sentGeneration = generation;
        deliveries.deliver(
                () -> sentGeneration != generation || handler.onSnapshot(symbol, buffer, 0, buffer.capacity(), nowNs));
    }

    private void onFailure(String symbol, Wanted entry, int status, int retryAfterSeconds, long nowNs) {
        counters.increment(SessionCounter.SNAPSHOT_FAILURES);
        entry.dueNs = nowNs + entry.backoff.nextNs();
        budget.onAnswer(status, retryAfterSeconds, nowNs);
        int sentGeneration = generation;
        deliveries.deliver(() -> sentGeneration != generation || handler.onSnapshotFailed(symbol, nowNs));
    }
}
