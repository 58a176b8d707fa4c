package org.millrace.feeds.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.SessionCounter;
import org.millrace.feeds.session.SessionSettings;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.support.SimulatedFeed.Spoken;
import org.millrace.feeds.venues.Venues;

/** A venue's real connector on whatever a test gives it for a venue, by a clock that the test moves, and what it told. */
public final class StagedFeed implements AutoCloseable {
    /** The defaults but for one, or Yahoo would have its own. */
    public static final SessionSettings SESSION =
            new SessionBuilder().bookCheckInterval(Duration.ofMinutes(11)).build();

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    private static final Duration INTO_HOURS = Duration.ofHours(40); // a Monday on which New York trades

    public final TestClock clock = openClock();
    public final Instruments instruments;
    public final ToldStatuses told;
    private final Feed feed;

    /**
     * Starts it.
     *
     * @param url of the streams, and but for the scheme of REST
     */
    public StagedFeed(Spoken spoken, String url, List<String> symbols, SessionSettings session) {
        this(spoken, url, url.replaceFirst("ws", "http"), symbols, session, new Instruments());
    }

    /**
     * Starts it.
     *
     * @param url  of the streams
     * @param rest its REST interface
     */
    public StagedFeed(
            Spoken spoken,
            String url,
            String rest,
            List<String> symbols,
            SessionSettings session,
            Instruments instruments) {
        this.instruments = instruments;
        told = new ToldStatuses(instruments);
        FeedSettings settings = new FeedSettings(
                spoken.venue(),
                spoken.protocol(),
                url,
                rest,
                symbols,
                spoken.streams(),
                spoken.depth() == Integer.MAX_VALUE ? 1_000 : spoken.depth(),
                FeedTimeUnit.MILLISECOND,
                spoken.keyFile(),
                Duration.ZERO,
                session);
        feed = Venues.of(spoken.venue())
                .feed(
                        Venues.complete(settings),
                        new FeedContext(
                                instruments,
                                new RecordingPublisher(told),
                                clock,
                                FrameTap.NONE,
                                new VenueBudgets(),
                                LostBooks.NONE));
        feed.start();
    }

    /** Returns a clock that stands in the hours of every market. */
    public static TestClock openClock() {
        TestClock clock = new TestClock();
        clock.advance(INTO_HOURS);
        return clock;
    }

    /** Returns a count of its sessions. */
    public long count(SessionCounter counter) {
        return feed.sessionCounters().get(counter);
    }

    /** Lets our time pass until something is so. */
    public void pass(Duration step, BooleanSupplier isSo) {
        until(() -> {
            boolean isIt = isSo.getAsBoolean();
            if (!isIt) {
                clock.advance(step);
            }
            return isIt;
        });
    }

    /** Waits until something is so. */
    public void until(BooleanSupplier isSo) {
        await().pollInterval(POLL_INTERVAL).until(isSo::getAsBoolean);
    }

    /** Waits until nothing more is told. */
    public void settle() {
        long[] events = {-1};
        until(() -> {
            long before = events[0];
            events[0] = told.count();
            return before == events[0];
        });
    }

    /** Answers whether something was told of a connection. */
    public boolean hasTold(String text) {
        return told.connections().stream().anyMatch(line -> line.endsWith(text));
    }

    @Override
    public void close() {
        feed.close();
    }
}
