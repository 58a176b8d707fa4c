package org.millrace.feeds.glassnode;

import static org.millrace.codecs.settings.Settings.require;

import java.time.Duration;
import java.util.HashSet;
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
import org.millrace.feeds.session.ApiKeys;
import org.millrace.feeds.session.Feed;
import org.millrace.feeds.session.FeedContext;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.VenueAdapter;
import org.millrace.feeds.venue.MetricId;

/**
 * Glassnode, by REST. Symbols are assets, as {@code BTC}; streams metrics and their resolution, as
 * {@code market/price_usd_close@1h}. The key is {@code GLASSNODE_API_KEY}.
 */
public final class GlassnodeVenue implements VenueAdapter {
    static final String KEY = "GLASSNODE_API_KEY";
    static final int REQUESTS_PER_MINUTE = 10;
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final Duration REFUSED_FOR = Duration.ofHours(24);
    static final String REST = "https://api.glassnode.com";
    private static final String LIQUIDATED = "derivatives/futures_liquidated_volume_";
    private static final List<String> STREAMS = List.of(
            "market/price_usd_close@1h",
            LIQUIDATED + "long_relative@1h",
            LIQUIDATED + "long_sum@1h",
            LIQUIDATED + "short_sum@1h");
    private static final String STREAM = "[a-z0-9_]+/[a-z0-9_]+@(10m|1h|24h|1w|1month)";

    @Override
    public List<Venue> venues() {
        return List.of(Venue.GLASSNODE);
    }

    @Override
    public List<String> protocols() {
        return List.of("rest");
    }

    @Override
    public FeedSettings complete(FeedSettings settings) {
        FeedSettings complete = settings.or("rest", "", REST, STREAMS);
        Set<Long> ids = new HashSet<>();
        for (String stream : complete.streams()) {
            require(
                    stream.matches(STREAM),
                    "feeds.streams",
                    stream,
                    "a metric and its resolution, as " + STREAMS.get(0));
            String path = path(stream);
            require(ids.add(MetricId.of(stream)), "feeds.streams", path, "each metric once");
        }
        return PollSettings.complete(complete, RETRY);
    }

    @Override
    public Feed feed(FeedSettings settings, FeedContext context) {
        String key = ApiKeys.of(settings.keyFile()).require(KEY);
        GlassnodeFeed feed = new GlassnodeFeed(settings.venue(), context.resolver(), context.publisher());
        feed.add(settings.symbols(), context.clock().nanoTime());
        feed.recall(context.known());
        Function<String, List<PollTarget>> targets = asset -> settings.streams().stream()
                .map(stream -> target(feed, asset, stream, settings))
                .toList();
        PollSettings manner = new PollSettings(REQUESTS_PER_MINUTE, REFUSED_FOR, Map.of("X-Api-Key", key), Set.of());
        return new PolledFeed(settings, context, manner, targets, feed);
    }

    @Override
    public VenueDecoder decoder(FeedSettings settings, InstrumentResolver resolver, EventPublisher publisher) {
        return new GlassnodeFeed(settings.venue(), resolver, publisher);
    }

    private static PollTarget target(GlassnodeFeed feed, String asset, String stream, FeedSettings settings) {
        Resolution resolution = Resolution.of(stream.substring(stream.indexOf('@') + 1));
        MetricRequest request = new MetricRequest(path(stream), asset, resolution);
        return new MetricTarget(feed, request, settings.interval().toNanos());
    }

    private static String path(String stream) {
        return stream.substring(0, stream.indexOf('@'));
    }
}
