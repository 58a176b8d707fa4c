package org.millrace.feeds.binance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.SnapshotRequester;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.Deliveries;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.FeedTimeUnit;
import org.millrace.feeds.session.ListingFetcher;
import org.millrace.feeds.session.SessionCounters;
import org.millrace.feeds.session.SnapshotFetcher;
import org.millrace.feeds.session.VenueSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binance live: session, snapshots and decoder on one event loop, which is the feed's only thread. */
@SuppressWarnings("FutureReturnValueIgnored") // the beat ends with its loop
public final class BinanceConnector implements Feed {
    private static final long BEAT_MS = 10;
    private static final long STOP_SECONDS = 2;
    private static final String PATH = "/stream";
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConnector.class);

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final EpochNanoClock clock;
    private final SessionCounters counters = new SessionCounters();
    private final Deliveries deliveries;
    private final ListingFetcher listing;
    private final SnapshotFetcher snapshots;
    private final VenueDecoder decoder;
    private final VenueSession session;

    /** Makes a feed that is not connected yet. */
    public BinanceConnector(FeedSettings settings, FeedContext context) {
        this(settings, context, requester -> decoder(settings, context, requester));
    }

    /**
     * Makes a feed with a decoder of the caller's.
     *
     * @param decoders makes the decoder, given whom to ask for snapshots; it has the context's publisher
     */
    BinanceConnector(FeedSettings settings, FeedContext context, Function<SnapshotRequester, VenueDecoder> decoders) {
        clock = context.clock();
        String name = "feed-" + settings.venue().name().toLowerCase(Locale.ROOT);
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = group.next();
        deliveries = new Deliveries(loop);
        VenueSession.Shared shared = new VenueSession.Shared(
                deliveries,
                counters,
                context.tap(),
                clock,
                new SplittableRandom(clock.nanoTime()),
                context.budgets().of(settings.restUrl()));
        Endpoint rest = new Endpoint(loop, settings.restUrl(), settings.session());
        listing = new ListingFetcher(
                ExchangeInfo.path(settings.symbols()),
                ExchangeInfo.WEIGHT,
                rest,
                settings.session(),
                shared,
                body -> describe(settings.venue(), body, context.resolver()));
        snapshots = new SnapshotFetcher(request(settings), rest, settings.session(), shared);
        decoder = decoders.apply(snapshots);
        snapshots.handler(decoder);
        List<String> streams = streams(settings);
        Endpoint endpoint = new Endpoint(loop, settings.url(), settings.session());
        session = new VenueSession(
                settings.session(),
                new VenueSession.Target(settings.venue(), endpoint, path(settings), () -> new BinanceSession(streams)),
                decoder,
                context.publisher(),
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
        if (!listing.isDone(nowNs)) {
            return;
        }
        session.onBeat(nowNs);
        snapshots.onBeat(nowNs);
        if (session.isLive() && deliveries.isOpen()) {
            decoder.onBeat(nowNs);
        }
    }

    private static VenueDecoder decoder(FeedSettings settings, FeedContext context, SnapshotRequester requester) {
        long silenceLimitNs = settings.session().instrumentSilenceLimit().toNanos();
        return new BinanceFeed(settings.venue().value(), context.resolver(), context.publisher(), requester)
                .watch(context.lostBooks(), silenceLimitNs)
                .expect(settings.symbols());
    }

    private static void describe(Venue venue, byte[] body, InstrumentResolver resolver) {
        try {
            ExchangeInfo.read(venue, body).forEach(resolver::describe);
        } catch (IOException e) {
            LOG.warn("{}: exchangeInfo cannot be read: {}", venue, e.getMessage());
        }
    }

    private static String path(FeedSettings settings) {
        return settings.timeUnit() == FeedTimeUnit.MICROSECOND ? PATH + "?timeUnit=MICROSECOND" : PATH;
    }

    private static SnapshotFetcher.Request request(FeedSettings settings) {
        int depth = settings.snapshotDepth();
        return new SnapshotFetcher.Request(
                symbol -> "/api/v3/depth?symbol=" + symbol + "&limit=" + depth, weight(depth));
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
