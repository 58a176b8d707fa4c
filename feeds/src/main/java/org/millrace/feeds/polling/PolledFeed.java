package org.millrace.feeds.polling;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.Deliveries;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.SessionCounters;
import org.millrace.feeds.session.StatusPublisher;
import org.millrace.feeds.session.VenueSession;

/** A venue live that is asked: poller and decoder on one event loop, which is the feed's only thread. */
@SuppressWarnings("FutureReturnValueIgnored") // the beat ends with its loop
public final class PolledFeed implements Feed {
    private static final long BEAT_MS = 20;
    private static final long STOP_SECONDS = 2;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final EpochNanoClock clock;
    private final SessionCounters counters = new SessionCounters();
    private final VenueDecoder decoder;
    private final Poller poller;

    /**
     * Makes a feed that has asked for nothing yet.
     *
     * @param settings complete
     * @param decoder  takes the answers; it has the context's publisher
     */
    public <D extends VenueDecoder & AnswerHandler> PolledFeed(
            FeedSettings settings, FeedContext context, PollSettings manner, List<PollTarget> targets, D decoder) {
        this.decoder = decoder;
        clock = context.clock();
        String name = "feed-" + settings.venue().name().toLowerCase(Locale.ROOT);
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = group.next();
        VenueSession.Shared shared = new VenueSession.Shared(
                new Deliveries(loop),
                counters,
                context.tap(),
                clock,
                new SplittableRandom(clock.nanoTime()),
                context.budgets().of(settings.restUrl()));
        poller = new Poller(
                manner,
                settings.session(),
                new Endpoint(loop, settings.restUrl(), settings.session()),
                decoder,
                new StatusPublisher(settings.venue(), context.publisher()),
                shared);
        targets.forEach(poller::add);
    }

    @Override
    public void start() {
        loop.scheduleAtFixedRate(() -> poller.onBeat(clock.nanoTime()), 0, BEAT_MS, MILLISECONDS);
    }

    @Override
    public SessionCounters sessionCounters() {
        return counters;
    }

    @Override
    public FeedCounters decoderCounters() {
        return decoder.counters();
    }

    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        loop.submit(poller::stop).syncUninterruptibly();
        group.shutdownGracefully(0, STOP_SECONDS, SECONDS).syncUninterruptibly();
    }
}
