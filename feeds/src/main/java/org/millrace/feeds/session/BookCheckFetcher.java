package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.millrace.feeds.BookChecker;

/**
 * Fetches snapshots to check whole books by, one at a time, each instrument's once an interval and evenly spread. A request
 * is made only where more than half of the venue's budget is free. Lives on the feed's event loop.
 *
 * <pre>
 *   due ──▶ announced ──{@value #LEAD_SECONDS} s, budget──▶ asked ──▶ handed on, or given up
 * </pre>
 */
public final class BookCheckFetcher {
    private static final int LEAD_SECONDS = 3; // an answer may be that old
    private static final long GIVE_UP_NS = SECONDS.toNanos(30);
    private static final long NEVER = 0;
    private static final int OK = 200;

    private final SnapshotFetcher.Request request;
    private final HttpClient client;
    private final VenueSession.Shared shared;
    private final BookChecker checker;
    private final long intervalNs;
    private String symbol = ""; // that is being checked
    private boolean isAsked;
    private long announcedNs;
    private long dueNs = NEVER; // there is no book yet
    private int generation;

    /** Makes a fetcher whose first check is due after the time between two. */
    public BookCheckFetcher(
            SnapshotFetcher.Request request,
            Endpoint endpoint,
            SessionSettings settings,
            VenueSession.Shared shared,
            BookChecker checker) {
        this.request = request;
        this.shared = shared;
        this.checker = checker;
        client = new HttpClient(endpoint, settings);
        intervalNs = settings.bookCheckInterval().toNanos();
    }

    /** Does what is due. */
    public void onBeat(long nowNs) {
        if (intervalNs == 0 || isAsked || !shared.deliveries().isOpen()) {
            return;
        }
        if (symbol.isEmpty()) {
            announce(nowNs);
        } else if (nowNs - announcedNs >= SECONDS.toNanos(LEAD_SECONDS)) {
            ask(nowNs);
        }
    }

    /** Gives up what is under way: the connection that the books were on has ended. */
    public void clear() {
        generation++;
        symbol = "";
        isAsked = false;
    }

    private void announce(long nowNs) {
        if (dueNs != NEVER && nowNs - dueNs < 0) {
            return;
        }
        int count = checker.count();
        boolean isFirst = dueNs == NEVER;
        dueNs = count == 0 ? NEVER : nowNs + intervalNs / count;
        String next = isFirst ? "" : checker.next();
        if (!next.isEmpty() && checker.announce(next, nowNs)) {
            symbol = next;
            announcedNs = nowNs;
        }
    }

    private void ask(long nowNs) {
        if (nowNs - announcedNs >= GIVE_UP_NS) {
            symbol = "";
        } else if (shared.budget().tryTakeSpareWeight(request.weight(), nowNs)) {
            isAsked = true;
            int sentGeneration = generation;
            shared.counters().increment(SessionCounter.SNAPSHOT_REQUESTS);
            client.get(request.pathOf().apply(symbol), (answered, body, retryAfterSeconds) -> {
                if (sentGeneration == generation) {
                    onAnswer(request.status(answered, body), body, retryAfterSeconds);
                }
            });
        }
    }

    private void onAnswer(int status, byte[] body, int retryAfterSeconds) {
        String checked = symbol;
        symbol = "";
        isAsked = false;
        long nowNs = shared.clock().nanoTime();
        if (status == OK) {
            int sentGeneration = generation;
            shared.deliveries().deliver(() -> sentGeneration != generation || checker.onAnswer(checked, body, nowNs));
            return;
        }
        shared.counters().increment(SessionCounter.SNAPSHOT_FAILURES);
        shared.budget().onAnswer(status, retryAfterSeconds, nowNs);
    }
}
