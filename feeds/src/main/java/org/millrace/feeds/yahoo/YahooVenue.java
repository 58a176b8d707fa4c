package org.millrace.feeds.yahoo;

import static org.millrace.codecs.settings.Settings.require;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.VenueDecoder;
import org.millrace.feeds.polling.PollSettings;
import org.millrace.feeds.polling.PollTarget;
import org.millrace.feeds.polling.PolledFeed;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.VenueAdapter;

/**
 * Yahoo Finance: by protocol {@code chart} it is polled for bars, streams are {@code chart_5m} and the like; by protocol
 * {@code stream} it sends prices, the stream is {@code pricing}.
 */
public final class YahooVenue implements VenueAdapter {
    private static final String CHART = "chart";
    private static final String STREAM = "stream";
    private static final String PRICING = "pricing";
    private static final String SYMBOL = "[A-Za-z0-9.^=&_-]{1,32}";
    private static final String CHART_PREFIX = "chart_";
    private static final String URL = "wss://streamer.finance.yahoo.com";
    static final String REST = "https://query1.finance.yahoo.com";
    static final int REQUESTS_PER_MINUTE = 6; // 360 an hour
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Set<Integer> BANS = Set.of(403); // of addresses, no matter which chart
    private static final Duration REFUSED_FOR = Duration.ofHours(1);
    static final Map<String, String> HEADERS =
            Map.of("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) millrace");

    @Override
    public List<Venue> venues() {
        return List.of(Venue.YAHOO);
    }

    @Override
    public List<String> protocols() {
        return List.of(CHART, STREAM);
    }

    @Override
    public FeedSettings complete(FeedSettings settings) {
        boolean isStream = settings.protocol().equals(STREAM);
        FeedSettings complete = settings.or(CHART, URL, REST, List.of(isStream ? PRICING : "chart_5m"));
        for (String symbol : complete.symbols()) {
            require(symbol.matches(SYMBOL), "feeds.symbols", symbol, "as THYAO.IS, BRK-B, ^GSPC or EURUSD=X");
        }
        for (String stream : complete.streams()) {
            boolean isKnown = isStream ? stream.equals(PRICING) : interval(stream) != null;
            require(isKnown, "feeds.streams", stream, isStream ? PRICING : "chart_ and an interval, as chart_5m");
        }
        return PollSettings.complete(complete, INTERVAL);
    }

    @Override
    public Feed feed(FeedSettings settings, FeedContext context) {
        YahooFeed feed = new YahooFeed(settings.venue(), context.resolver(), context.publisher());
        feed.add(settings.symbols(), context.clock().nanoTime());
        feed.recall(context.known());
        if (settings.protocol().equals(STREAM)) {
            feed.watch(settings.session().instrumentSilenceLimit().toNanos());
            return new YahooConnector(settings, context, feed);
        }
        Function<String, List<PollTarget>> targets = symbol -> settings.streams().stream()
                .map(stream -> target(feed, symbol, stream, settings))
                .toList();
        PollSettings manner = new PollSettings(REQUESTS_PER_MINUTE, REFUSED_FOR, HEADERS, BANS);
        return new PolledFeed(settings, context, manner, targets, feed);
    }

    @Override
    public VenueDecoder decoder(FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher) {
        return new YahooFeed(settings.venue(), resolver, publisher);
    }

    private static PollTarget target(YahooFeed feed, String symbol, String stream, FeedSettings settings) {
        long pollNs = settings.interval().toNanos();
        return new ChartTarget(feed, symbol, interval(stream), YahooMarkets.of(symbol), pollNs);
    }

    private static ChartInterval interval(String stream) {
        return stream.startsWith(CHART_PREFIX) ? ChartInterval.of(stream.substring(CHART_PREFIX.length())) : null;
    }
}
