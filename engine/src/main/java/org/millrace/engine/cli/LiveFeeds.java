package org.millrace.engine.cli;

import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.binance.BinanceConnector;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.simulator.Simulator;

/** The feeds of a settings file, and the simulator where one of them wants it. */
final class LiveFeeds implements AutoCloseable {
    private final List<Feed> feeds = new ArrayList<>();
    private Simulator simulator;

    /** Starts the simulator where it is wanted; feeds are not connected yet. */
    LiveFeeds(MillraceSettings settings, Program program) {
        for (FeedSettings feed : settings.feeds()) {
            feeds.add(connect(feed.venue() == Venue.SIMULATOR ? simulated(feed, settings, program) : feed, program));
        }
    }

    /** Connects every feed. */
    void start() {
        feeds.forEach(Feed::start);
    }

    @Override
    public void close() {
        feeds.forEach(Feed::close);
        if (simulator != null) {
            simulator.close();
        }
    }

    private FeedSettings simulated(FeedSettings feed, MillraceSettings settings, Program program) {
        if (simulator == null) {
            simulator = new Simulator(settings.simulator(), program.clock()).start();
        }
        String authority = settings.simulator().host() + ":" + simulator.port();
        return new FeedSettings(
                feed.venue(),
                feed.protocol(),
                "ws://" + authority,
                "http://" + authority,
                feed.symbols(),
                feed.streams(),
                feed.snapshotDepth(),
                feed.session());
    }

    private static Feed connect(FeedSettings feed, Program program) {
        return new BinanceConnector(
                feed, program.engine().resolver(), program.engine().newPublisher(), program.clock(), FrameTap.NONE);
    }
}
