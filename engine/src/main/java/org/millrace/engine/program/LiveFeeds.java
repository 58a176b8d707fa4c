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

/** The feeds of a settings file, and the simulator where one of them wants it. */
public final class LiveFeeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeeds.class);

    private final List<Feed> feeds = new ArrayList<>();
    private final List<String> exchanges = new ArrayList<>();
    private final VenueBudgets budgets = new VenueBudgets();
    private Simulator simulator;

    /**
     * Starts the simulator where it is wanted; feeds are not connected yet. A feed whose keys are not in the environment is
     * left out.
     *
     * @throws MissingKeyException if that leaves none
     */
    public LiveFeeds(MillraceSettings settings, Sink sink) {
        MissingKeyException missing = null;
        for (FeedSettings feed : settings.feeds()) {
            String venue = InstrumentNames.venueName(feed.venue());
            try {
                feeds.add(connect(isSimulated(feed) ? simulated(feed, settings, sink.clock()) : feed, sink));
                exchanges.add(venue);
            } catch (MissingKeyException e) {
                LOG.warn("{} is left out: {}", venue, e.getMessage());
                missing = e;
            }
        }
        if (feeds.isEmpty() && missing != null) {
            throw missing;
        }
    }

    /** Names what feeds count. */
    public void register(Metrics metrics) {
        for (int i = 0; i < feeds.size(); i++) {
            ProgramMetrics.register(exchanges.get(i), Integer.toString(i), feeds.get(i), metrics);
        }
    }

    /** Connects every feed. */
    public void start() {
        feeds.forEach(Feed::start);
    }

    /** Has each feed take the symbols that settings give it; they are of the same feeds as those that it was made of. */
    public void trade(List<FeedSettings> settings) {
        for (int i = 0; i < feeds.size(); i++) {
            feeds.get(i).symbols(settings.get(i).symbols());
        }
    }

    @Override
    public void close() {
        feeds.forEach(Feed::close);
        if (simulator != null) {
            simulator.close();
        }
    }

    private static boolean isSimulated(FeedSettings feed) {
        return feed.venue() == Venue.SIMULATOR || feed.url().equals(FeedSettings.SIMULATOR);
    }

    private FeedSettings simulated(FeedSettings feed, MillraceSettings settings, EpochNanoClock clock) {
        if (simulator == null) {
            simulator = new Simulator(settings.simulator(), clock).start();
        }
        SimulatedProtocol protocol =
                SimulatedProtocol.of(feed.venue(), Venues.complete(feed).protocol());
        String authority = settings.simulator().host() + ":" + simulator.port(protocol);
        return feed.at("ws://" + authority, "http://" + authority);
    }

    private Feed connect(FeedSettings feed, Sink sink) {
        FeedSettings complete = Venues.complete(feed);
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
