package org.millrace.feeds.kraken;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.session.Backoff;
import org.millrace.feeds.session.Connection;
import org.millrace.feeds.session.Requests;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionCounters;
import org.millrace.feeds.session.SessionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins books anew, one by one: leaves a book, waits for the answer, and subscribes to it again, which brings its
 * snapshot. Each book has its own back-off. Lives on the feed's event loop.
 *
 * <pre>
 *   request     due              answered
 *  -------> WAITING --leave--> LEAVING --subscribe--> none
 *              ^                  |
 *              +--- no answer ----+
 * </pre>
 */
final class BookRequests implements SnapshotRequester {
    private static final Logger LOG = LoggerFactory.getLogger(BookRequests.class);
    private static final long ANSWER_NS = SECONDS.toNanos(5);
    private static final int MAX_LISTING_REQUESTS = 12; // four a connection, which then ends for want of data

    private final Dialect dialect;
    private final int depth;
    private final SessionSettings settings;
    private final EpochNanoClock clock;
    private final RandomGenerator random;
    private final SessionCounters counters;
    private final Map<String, Wanted> wanted = new HashMap<>();
    private int connectionId;
    private boolean isListed;
    private int listingRequests;

    private enum Step {
        NONE,
        WAITING,
        LEAVING,
        LEFT
    }

    /** A pair whose book is, or was, to begin anew. */
    private static final class Wanted {
        final Backoff backoff;
        Step step = Step.NONE;
        long dueNs;
        long doneNs;

        Wanted(Backoff backoff) {
            this.backoff = backoff;
        }
    }

    BookRequests(
            Dialect dialect,
            int depth,
            SessionSettings settings,
            EpochNanoClock clock,
            RandomGenerator random,
            SessionCounters counters) {
        this.dialect = dialect;
        this.depth = depth;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.counters = counters;
    }

    @Override
    public void request(String symbol) {
        long nowNs = clock.nanoTime();
        Wanted book = wanted.get(symbol);
        if (book == null) {
            book = new Wanted(new Backoff(settings.backoff(), random));
            wanted.put(symbol, book);
            book.dueNs = nowNs;
        } else if (book.step == Step.NONE) {
            boolean isOld =
                    nowNs - book.doneNs >= settings.backoff().resetAfter().toNanos();
            if (isOld) {
                book.backoff.reset();
            }
            book.dueNs = nowNs + (isOld ? 0 : book.backoff.nextNs());
        } else {
            return;
        }
        book.step = Step.WAITING;
    }

    /** Tells the connection that data comes from: what was asked for on another is forgotten, all begins anew there. */
    void onConnection(int id) {
        connectionId = id;
        clear();
    }

    /** Forgets what was asked for. */
    void clear() {
        wanted.values().forEach(book -> book.step = Step.NONE);
    }

    /** Forgets a pair: its book is wanted no longer. */
    void forget(String symbol) {
        wanted.remove(symbol);
    }

    /** Answers whether the venue has said what its pairs are. */
    boolean isListed() {
        return isListed;
    }

    /** Takes one more request for what pairs are; false: there were enough, and pairs have to do without an answer. */
    boolean mayAskForListing() {
        listingRequests++;
        if (listingRequests == 2) {
            LOG.warn("the venue does not say what its pairs are: asked again; pairs wait until it does");
        } else if (listingRequests == MAX_LISTING_REQUESTS + 1) {
            LOG.warn("the venue never said what its pairs are: new ones get the exponents of the settings");
        }
        return listingRequests <= MAX_LISTING_REQUESTS;
    }

    void onListed() {
        isListed = true;
    }

    /** Says what is due on a connection. */
    void onBeat(Connection connection, Requests requests, long nowNs) {
        if (connection.id() != connectionId) {
            return;
        }
        for (Map.Entry<String, Wanted> entry : wanted.entrySet()) {
            Wanted book = entry.getValue();
            boolean isDue = book.step != Step.NONE && nowNs - book.dueNs >= 0;
            if (isDue && requests.tryTake(nowNs)) {
                send(connection, entry.getKey(), book, nowNs);
            }
        }
    }

    /** Hears that a book was left, or need not be; answers whether that was asked for. */
    boolean onLeft(int id, String symbol, long nowNs) {
        Wanted book = wanted.get(symbol);
        boolean isAnswer = id == connectionId && book != null && book.step == Step.LEAVING;
        if (isAnswer) {
            book.step = Step.LEFT;
            book.dueNs = nowNs;
        }
        return isAnswer;
    }

    private void send(Connection connection, String symbol, Wanted book, long nowNs) {
        if (book.step == Step.LEFT) {
            connection.send(dialect.subscribe(Dialect.BOOK, List.of(symbol), depth));
            counters.increment(SessionCounter.SNAPSHOT_REQUESTS);
            book.step = Step.NONE;
            book.doneNs = nowNs;
        } else {
            connection.send(dialect.unsubscribe(Dialect.BOOK, List.of(symbol), depth));
            book.step = Step.LEAVING;
            book.dueNs = nowNs + ANSWER_NS;
        }
    }
}
