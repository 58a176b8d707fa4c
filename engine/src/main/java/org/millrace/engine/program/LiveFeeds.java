package org.millrace.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.MissingKeyException;
import org.millrace.feeds.session.VenueBudgets;
import org.millrace.feeds.simulator.SimulatedProtocol;
import org.millrace.feeds.simulator.Simulator;
import org.millrace.feeds.venues.Venues;
import org.millrace.gateway.latest.InstrumentNames;
import org.millrace.gateway.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feeds of a settings file, and the simulator where one of them wants it. They come and go while the engine runs. */
public final class LiveFeeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeeds.class);

    private final MillraceSettings settings;
    private final Sink sink;
    private final VenueBudgets budgets = new VenueBudgets();
    private final List<LiveFeed> feeds = new ArrayList<>();
    private final LiquidationAges ages;
    private Simulator simulator;
    private Metrics metrics;
    private int named;

    /** A feed by the settings that it was made of; null: it is left out. */
    private record LiveFeed(FeedSettings settings, Feed feed) {
        String exchange() {
            return InstrumentNames.venueName(settings.venue());
        }
    }

    /**
     * Starts the simulator where it is wanted; feeds are not connected yet. A feed whose keys are not in the environment is
     * left out.
     *
     * @throws MissingKeyException if that leaves none
     */
    public LiveFeeds(MillraceSettings settings, Sink sink) {
        this.settings = settings;
        this.sink = sink;
        ages = new LiquidationAges(sink, settings.liquidations().publishDelay());
        MissingKeyException missing = null;
        for (FeedSettings feed : settings.feeds()) {
            try {
                feeds.add(new LiveFeed(feed, connect(feed)));
            } catch (MissingKeyException e) {
                feeds.add(leftOut(feed, e));
                missing = e;
            }
        }
        if (missing != null && feeds.stream().allMatch(each -> each.feed == null)) {
            throw missing;
        }
    }

    /** Names what feeds count, those to come too. */
    public void register(Metrics page) {
        metrics = page;
        feeds.forEach(this::name);
        nameAges();
    }

    /** Connects every feed. */
    public void start() {
        feeds.forEach(LiveFeeds::start);
    }

    /**
     * Takes the feeds that settings want now: the symbols of those that are, new ones, and ends those that are gone.
     *
     * @throws IllegalArgumentException if a new one cannot be made; then nothing is changed
     */
    public void trade(List<FeedSettings> wanted) {
        List<FeedSettings> coming = new ArrayList<>(wanted);
        List<LiveFeed> staying = new ArrayList<>();
        List<LiveFeed> gone = new ArrayList<>();
        for (LiveFeed each : feeds) {
            FeedSettings same = take(coming, each.settings);
            if (same == null) {
                gone.add(each);
            } else {
                staying.add(new LiveFeed(same, each.feed));
            }
        }
        List<LiveFeed> made = make(coming);
        gone.forEach(LiveFeeds::end);
        for (LiveFeed each : staying) {
            if (each.feed != null) {
                each.feed.symbols(each.settings.symbols());
            }
        }
        made.forEach(this::name);
        made.forEach(LiveFeeds::start);
        feeds.clear();
        feeds.addAll(staying);
        feeds.addAll(made);
        nameAges();
    }

    @Override
    public void close() {
        feeds.forEach(LiveFeeds::end);
        if (simulator != null) {
            simulator.close();
        }
    }

    private List<LiveFeed> make(List<FeedSettings> coming) {
        List<LiveFeed> made = new ArrayList<>();
        for (FeedSettings feed : coming) {
            try {
                made.add(new LiveFeed(feed, connect(feed)));
            } catch (MissingKeyException e) {
                made.add(leftOut(feed, e));
            } catch (IllegalArgumentException e) {
                made.forEach(LiveFeeds::end);
                throw e;
            }
        }
        return made;
    }

    private static FeedSettings take(List<FeedSettings> from, FeedSettings of) {
        for (FeedSettings each : from) {
            if (of.trading(each.symbols()).equals(each)) {
                from.remove(each);
                return each;
            }
        }
        return null;
    }

    private static LiveFeed leftOut(FeedSettings feed, MissingKeyException missing) {
        LiveFeed without = new LiveFeed(feed, null);
        LOG.warn("{} is left out: {}", without.exchange(), missing.getMessage());
        return without;
    }

    private void name(LiveFeed live) {
        if (live.feed != null && metrics != null) {
            ProgramMetrics.register(live.exchange(), Integer.toString(named), live.feed, metrics);
            named++;
        }
    }

    private void nameAges() {
        if (metrics != null) {
            List<FeedSettings> asking = feeds.stream()
                    .filter(live -> live.feed != null)
                    .map(LiveFeed::settings)
                    .toList();
            ages.of(asking, metrics);
        }
    }

    private static void start(LiveFeed live) {
        if (live.feed != null) {
            live.feed.start();
        }
    }

    private static void end(LiveFeed live) {
        if (live.feed != null) {
            live.feed.close();
        }
    }

    private static boolean isSimulated(FeedSettings feed) {
        return feed.venue() == Venue.SIMULATOR || feed.url().equals(FeedSettings.SIMULATOR);
    }

    private Feed connect(FeedSettings feed) {
        FeedSettings complete = Venues.complete(isSimulated(feed) ? simulated(feed) : feed);
        return Venues.of(feed.venue())
                .feed(
                        complete,
                        new FeedContext(
                                sink.resolver(),
                                sink.publishers().get(),
                                sink.clock(),
                                sink.taps().apply(feed),
                                budgets,
                                sink.lostBooks(),
                                sink.known()));
    }

    private FeedSettings simulated(FeedSettings feed) {
        if (simulator == null) {
            simulator = new Simulator(settings.simulator(), sink.clock()).start();
        }
        SimulatedProtocol protocol =
                SimulatedProtocol.of(feed.venue(), Venues.complete(feed).protocol());
        String authority = settings.simulator().host() + ":" + simulator.port(protocol);
        return feed.simulated("ws://" + authority, "http://" + authority);
    }

    /**
     * Where feeds put what they get.
     *
     * @param publishers gives each feed its own way onto the ring
     * @param taps       gives each feed somebody who sees its raw frames
     * @param lostBooks  says which books the line does not trust
     * @param known      bars and observations that the line has taken already
     */
    public record Sink(
            InstrumentResolver resolver,
            Supplier<EventPublisher> publishers,
            Function<FeedSettings, FrameTap> taps,
            EpochNanoClock clock,
            LostBooks lostBooks,
            KnownSeries known) {}
}
