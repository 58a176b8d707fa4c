package org.millrace.feeds.binance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.Deliveries;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.SessionCounters;
import org.millrace.feeds.session.SnapshotFetcher;
import org.millrace.feeds.session.VenueSession;

/** Binance live: session, snapshots and decoder on one event loop, which is the feed's only thread. */
@SuppressWarnings("FutureReturnValueIgnored") // the beat ends with its loop
public final class BinanceConnector implements Feed {
    private static final long BEAT_MS = 10;
    private static final long STOP_SECONDS = 2;
    private static final String PATH = "/stream";
    private static final int WEIGHT_PER_MINUTE = 3_000; // half of what the venue allows an address

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final EpochNanoClock clock;
    private final SessionCounters counters = new SessionCounters();
    private final Deliveries deliveries;
    private final SnapshotFetcher snapshots;
    private final VenueDecoder decoder;
    private final VenueSession session;

    /**
     * Makes a feed that is not connected yet.
     *
     * @param publisher used on the feed's thread only
     * @param tap       sees all that comes; {@link FrameTap#NONE} = nobody does
     */
    public BinanceConnector(
            FeedSettings settings,
            InstrumentResolver resolver,
            EventPublisher publisher,
            EpochNanoClock clock,
            FrameTap tap) {
        this(
                settings,
                requester -> new BinanceFeed(settings.venue().value(), resolver, publisher, requester),
                publisher,
                clock,
                tap);
    }

    /**
     * Makes a feed with a decoder of the caller's.
     *
     * @param decoders  makes the decoder, given whom to ask for snapshots; it has the same publisher
     * @param publisher used on the feed's thread only
     * @param tap       sees all that comes; {@link FrameTap#NONE} = nobody does
     */
    BinanceConnector(
            FeedSettings settings,
            Function<SnapshotRequester, VenueDecoder> decoders,
            EventPublisher publisher,
            EpochNanoClock clock,
            FrameTap tap) {
        this.clock = clock;
        String name = "feed-" + settings.venue().name().toLowerCase(Locale.ROOT);
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = group.next();
        deliveries = new Deliveries(loop);
        VenueSession.Shared shared =
                new VenueSession.Shared(deliveries, counters, tap, clock, new SplittableRandom(clock.nanoTime()));
        snapshots = new SnapshotFetcher(
                request(settings),
                new Endpoint(loop, settings.restUrl(), settings.session()),
                settings.session(),
                shared);
        decoder = decoders.apply(snapshots);
        snapshots.handler(decoder);
        List<String> streams = streams(settings);
        Endpoint endpoint = new Endpoint(loop, settings.url(), settings.session());
        session = new VenueSession(
                settings.session(),
                new VenueSession.Target(settings.venue(), endpoint, PATH, () -> new BinanceSession(streams)),
                decoder,
                publisher,
                shared,
                snapshots::clear);
    }

    @Override
    public void start() {
        loop.scheduleAtFixedRate(this::onBeat, 0, BEAT_MS, MILLISECONDS);
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
        loop.submit(session::stop).syncUninterruptibly();
        group.shutdownGracefully(0, STOP_SECONDS, SECONDS).syncUninterruptibly();
    }

    private void onBeat() {
        long nowNs = clock.nanoTime();
        session.onBeat(nowNs);
        snapshots.onBeat(nowNs);
    }

    private static SnapshotFetcher.Request request(FeedSettings settings) {
        int depth = settings.snapshotDepth();
        return new SnapshotFetcher.Request(
                symbol -> "/api/v3/depth?symbol=" + symbol + "&limit=" + depth, weight(depth), WEIGHT_PER_MINUTE);
    }

    private static int weight(int depth) {
        if (depth <= 100) {
            return 5;
        }
        if (depth <= 500) {
            return 25;
        }
        return depth <= 1_000 ? 50 : 250;
    }

    private static List<String> streams(FeedSettings settings) {
        return settings.symbols().stream()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                .flatMap(symbol -> settings.streams().stream().map(stream -> symbol + "@" + stream))
                .toList();
    }
}
