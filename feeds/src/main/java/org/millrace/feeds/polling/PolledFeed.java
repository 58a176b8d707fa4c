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
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.sbe.FeedReason;
import org.millrace.feeds.FeedCounters;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.session.Deliveries;
import org.millrace.feeds.session.Endpoint;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.SessionCounter;
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
    private final Deliveries deliveries;
    private final VenueDecoder decoder;
    private final Function<String, List<PollTarget>> targets;
    private final Poller poller;

    /**
     * Makes a feed that has asked for nothing yet.
     *
     * @param settings complete
     * @param targets  gives what a symbol is asked for
     * @param decoder  takes the answers; it has the context's publisher
     */
    public <D extends VenueDecoder & AnswerHandler> PolledFeed(
            FeedSettings settings,
            FeedContext context,
            PollSettings manner,
            Function<String, List<PollTarget>> targets,
            D decoder) {
        this.decoder = decoder;
        this.targets = targets;
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
                context.budgets().of(settings.venue(), settings.restUrl(), manner.limits()),
                context.budgets().connectionIds(settings.venue()));
        poller = new Poller(
                manner,
                settings.session(),
                new Endpoint(loop, settings.restUrl(), settings.session()),
                decoder,
                new StatusPublisher(settings.venue(), context.publisher()),
                shared);
        decoder.add(settings.symbols(), clock.nanoTime());
        settings.symbols().forEach(symbol -> poller.add(symbol, targets.apply(symbol)));
    }

    @Override
    public void start() {
        loop.scheduleAtFixedRate(() -> poller.onBeat(clock.nanoTime()), 0, BEAT_MS, MILLISECONDS);
    }

    @Override
    public void symbols(List<String> symbols) {
        loop.execute(() -> change(symbols));
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

    private void change(List<String> symbols) {
        long nowNs = clock.nanoTime();
        for (String symbol : poller.symbols()) {
            if (!symbols.contains(symbol)) {
                counters.increment(SessionCounter.SYMBOLS_REMOVED);
                poller.remove(symbol);
                deliveries.deliver(() -> decoder.remove(symbol, FeedReason.UNSUBSCRIBED, nowNs));
            }
        }
        for (String symbol : symbols) {
            if (!poller.symbols().contains(symbol)) {
                counters.increment(SessionCounter.SYMBOLS_ADDED);
                deliveries.deliver(() -> {
                    decoder.add(List.of(symbol), nowNs);
                    return true;
                });
                poller.add(symbol, targets.apply(symbol));
            }
        }
    }
}
