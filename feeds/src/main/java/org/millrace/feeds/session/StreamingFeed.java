package org.millrace.feeds.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.codecs.sbe.FeedState;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.VenueDecoder;

/**
 * A venue live that streams: lanes of symbols, each with its session and decoder, and what else a venue needs, on one
 * event loop, which is the feed's only thread. A venue's connector makes its parts in its constructor, and ends it with
 * {@link #connect}. Symbols come and go while it runs: new ones are described first, then join a lane that has room.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the beat ends with its loop
public abstract class StreamingFeed implements Feed {
    private static final long BEAT_MS = 10;
    private static final long STOP_SECONDS = 2;
    private static final int NO_CONNECTION = 0;

    private final FeedSettings settings;
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final EpochNanoClock clock;
    private final VenueSession.Shared shared;
    private final StatusPublisher statuses;
    private final List<VenueSession> sessions = new ArrayList<>();
    private final List<FeedCounters> counters = new CopyOnWriteArrayList<>();
    private Set<String> wanted;
    private List<String> arriving;
    private Optional<ListingFetcher> listing = Optional.empty();
    private boolean waiting; // for the listing, longer than it takes to answer
    private VenueSession.Target target;
    private int symbolsAConnection;
    private Supplier<Lane> lanes;

    /** Makes a feed that is not connected yet, by complete settings, of a venue that lets us do so much. */
    protected StreamingFeed(FeedSettings settings, FeedContext context, VenueLimits limits) {
        this.settings = settings;
        clock = context.clock();
        statuses = new StatusPublisher(settings.venue(), context.publisher());
        wanted = new LinkedHashSet<>(settings.symbols());
        arriving = settings.symbols();
        String name = "feed-" + settings.venue().name().toLowerCase(Locale.ROOT);
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = group.next();
        shared = new VenueSession.Shared(
                new Deliveries(loop),
                new SessionCounters(),
                context.tap(),
                clock,
                new SplittableRandom(clock.nanoTime()),
                context.budgets().of(settings.venue(), settings.restUrl(), limits),
                context.budgets().connectionIds(settings.venue()));
    }

    /** Returns what all that serves the feed shares. */
    protected final VenueSession.Shared shared() {
        return shared;
    }

    /** Returns what keeps the requests of a new connection, of which each message is taken from a budget. */
    protected final Requests requests(LongPredicate budget) {
        return new Requests(budget, shared.counters(), settings.session().subscribeTimeout());
    }

    /** Returns a way to where a url leads, on the feed's event loop. */
    protected final Endpoint endpoint(String url) {
        return new Endpoint(loop, url, settings.session());
    }

    /** Returns what has a decoder's whole books checked by snapshots. */
    protected final BookCheckFetcher checks(SnapshotFetcher.Request request, VenueDecoder decoder) {
        return new BookCheckFetcher(
                request, endpoint(settings.restUrl()), settings.session(), shared, decoder.bookChecks());
    }

    /** Returns the symbols that are wanted now; on the feed's event loop. */
    protected final Set<String> wanted() {
        return wanted;
    }

    /**
     * Says what the feed's connections carry and lead to.
     *
     * @param path               of the streams
     * @param symbolsAConnection that the venue lets one connection have
     * @param of                 gives each connection its lane
     */
    protected final void connect(String path, int symbolsAConnection, Supplier<Lane> of) {
        this.symbolsAConnection = symbolsAConnection;
        lanes = of;
        Circuit circuit = new Circuit(settings.session().breaker(), clock, statuses, shared);
        target = new VenueSession.Target(settings.venue(), endpoint(settings.url()), path, circuit);
        addSession();
    }

    /** Answers whether connections may be made, and data is to be expected on any of them. */
    protected boolean isReady(long nowNs) {
        return true;
    }

    /** Has symbols described by the venue's listing before they are subscribed to; to be called before {@link #connect}. */
    protected final void list(ListingFetcher.Request request) {
        listing = Optional.of(new ListingFetcher(request, endpoint(settings.restUrl()), settings.session(), shared));
    }

    @Override
    public final void start() {
        loop.scheduleAtFixedRate(this::beat, 0, BEAT_MS, MILLISECONDS);
    }

    @Override
    public final void symbols(List<String> symbols) {
        loop.execute(() -> change(symbols, clock.nanoTime()));
    }

    @Override
    public final SessionCounters sessionCounters() {
        return shared.counters();
    }

    @Override
    public final FeedCounters decoderCounters() {
        return counters.size() == 1 ? counters.get(0) : FeedCounters.sum(counters);
    }

    @Override
    public final void close() {
        if (group.isShuttingDown()) {
            return;
        }
        loop.submit(() -> sessions.forEach(VenueSession::stop)).syncUninterruptibly();
        group.shutdownGracefully(0, STOP_SECONDS, SECONDS).syncUninterruptibly();
    }

    private void beat() {
        long nowNs = clock.nanoTime();
        if (!isReady(nowNs)) {
            return;
        }
        if (!arriving.isEmpty()) {
            describe(nowNs);
        }
        for (VenueSession session : sessions) {
            session.onBeat(nowNs);
            session.lane().onBeat(nowNs);
            if (session.isLive() && shared.deliveries().isOpen()) {
                session.lane().decoder().onBeat(nowNs);
            }
        }
        retire();
    }

    /** Lets symbols join once the venue has said what they are; it is knocked at meanwhile, to see whether it lives. */
    private void describe(long nowNs) {
        if (listing.isEmpty() || listing.get().isDone(arriving, nowNs)) {
            List<String> described = arriving;
            arriving = List.of();
            place(described, nowNs);
        }
        FeedReason trouble = listing.map(ListingFetcher::trouble).orElse(FeedReason.NONE);
        boolean waits = !arriving.isEmpty() && trouble != FeedReason.NONE;
        if (waits && !waiting && sessions.stream().noneMatch(VenueSession::isLive)) {
            shared.deliveries().deliver(() -> statuses.tryPublish(NO_CONNECTION, FeedState.CONNECTING, trouble, nowNs));
        }
        waiting = waits;
        sessions.get(0).knocks(waits);
    }

    private boolean isListed(String symbol) {
        return listing.isEmpty() || listing.get().isListed(symbol);
    }

    /** Takes the difference to what was wanted before. */
    private void change(List<String> symbols, long nowNs) {
        Set<String> gone = new LinkedHashSet<>(wanted);
        symbols.forEach(gone::remove);
        List<String> come = symbols.stream()
                .filter(symbol -> !wanted.contains(symbol))
                .distinct()
                .toList();
        wanted = new LinkedHashSet<>(symbols);
        shared.counters().add(SessionCounter.SYMBOLS_ADDED, come.size());
        shared.counters().add(SessionCounter.SYMBOLS_REMOVED, gone.size());
        for (VenueSession session : sessions) {
            List<String> left =
                    session.symbols().wanted().stream().filter(gone::contains).toList();
            if (!left.isEmpty()) {
                session.symbols().remove(left, session.protocols(), nowNs);
            }
        }
        List<String> next = new ArrayList<>(arriving);
        next.removeAll(gone);
        next.addAll(come);
        arriving = List.copyOf(next);
    }

    /** Gives symbols to lanes that have room, and to new ones. */
    private void place(List<String> symbols, long nowNs) {
        List<String> listed = symbols.stream().filter(this::isListed).toList();
        int placed = 0;
        while (placed < listed.size()) {
            VenueSession session = roomy();
            int room = symbolsAConnection - session.symbols().count();
            List<String> share = listed.subList(placed, Math.min(listed.size(), placed + room));
            session.symbols().add(share, session.protocols(), nowNs);
            placed += share.size();
        }
        symbols.stream()
                .filter(symbol -> !isListed(symbol))
                .forEach(symbol -> sessions.get(0).symbols().decline(symbol, nowNs));
    }

    private VenueSession roomy() {
        for (VenueSession session : sessions) {
            if (session.symbols().count() < symbolsAConnection) {
                return session;
            }
        }
        return addSession();
    }

    private VenueSession addSession() {
        Lane lane = lanes.get();
        VenueSession session = new VenueSession(settings.session(), target, lane, statuses, shared);
        counters.add(lane.decoder().counters());
        sessions.add(session);
        return session;
    }

    /** Ends a connection that carries nothing any more, unless it is the only one. */
    private void retire() {
        for (int i = sessions.size() - 1; i > 0; i--) {
            if (sessions.get(i).symbols().isEmpty()) {
                sessions.remove(i).stop();
            }
        }
    }
}
