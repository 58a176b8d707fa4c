package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.VenueDecoder;

/**
 * A venue live that streams: session, decoder and what else a venue needs on one event loop, which is the feed's only
 * thread. A venue's connector makes its parts in its constructor, and ends it with {@link #connect}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the beat ends with its loop
public abstract class StreamingFeed implements Feed {
    private static final long BEAT_MS = 10;
    private static final long STOP_SECONDS = 2;

    private final FeedSettings settings;
    private final FeedContext context;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final EpochNanoClock clock;
    private final VenueSession.Shared shared;
    private VenueDecoder decoder;
    private VenueSession session;

    /** Makes a feed that is not connected yet, by complete settings. */
    protected StreamingFeed(FeedSettings settings, FeedContext context) {
        this.settings = settings;
        this.context = context;
        clock = context.clock();
        String name = "feed-" + settings.venue().name().toLowerCase(Locale.ROOT);
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = group.next();
        shared = new VenueSession.Shared(
                new Deliveries(loop),
                new SessionCounters(),
                context.tap(),
                clock,
                new SplittableRandom(clock.nanoTime()),
                context.budgets().of(settings.restUrl()));
    }

    /** Returns what all that serves the feed shares. */
    protected final VenueSession.Shared shared() {
        return shared;
    }

    /** Returns a way to where a url leads, on the feed's event loop. */
    protected final Endpoint endpoint(String url) {
        return new Endpoint(loop, url, settings.session());
    }

    /**
     * Says what the feed's connections carry and lead to.
     *
     * @param path         of the streams
     * @param protocols    gives each connection its own
     * @param onDisconnect runs when a connection ends and none is ready to take over
     */
    protected final void connect(
            VenueDecoder of, String path, Supplier<VenueProtocol> protocols, Runnable onDisconnect) {
        decoder = of;
        session = new VenueSession(
                settings.session(),
                new VenueSession.Target(settings.venue(), endpoint(settings.url()), path, protocols),
                of,
                context.publisher(),
                shared,
                onDisconnect);
    }

    /** Does what comes before connections; answers whether they may be made. */
    protected boolean isReady(long nowNs) {
        return true;
    }

    /** Does what time asks for besides, every few milliseconds. */
    protected void onBeat(long nowNs) {}

    @Override
    public final void start() {
        loop.scheduleAtFixedRate(this::beat, 0, BEAT_MS, MILLISECONDS);
    }

    @Override
    public final SessionCounters sessionCounters() {
        return shared.counters();
    }

    @Override
    public final FeedCounters decoderCounters() {
        return decoder.counters();
    }

    @Override
    public final void close() {
        if (group.isShuttingDown()) {
            return;
        }
        loop.submit(session::stop).syncUninterruptibly();
        group.shutdownGracefully(0, STOP_SECONDS, SECONDS).syncUninterruptibly();
    }

    private void beat() {
        long nowNs = clock.nanoTime();
        if (!isReady(nowNs)) {
            return;
        }
        session.onBeat(nowNs);
        onBeat(nowNs);
        if (session.isLive() && shared.deliveries().isOpen()) {
            decoder.onBeat(nowNs);
        }
    }
}
