package org.millrace.engine.program;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.MetricDecoder;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.venue.MetricId;
import org.millrace.feeds.venues.Venues;
import org.millrace.gateway.liquidations.Hours;
import org.millrace.gateway.metrics.Metrics;

/**
 * Tells how long ago the newest hour of liquidations began that has a price, of each asset whose hours a feed asks for.
 * Until one is known, the newest that should have been out when the feed came stands in its place: one that never tells
 * anything grows old as well.
 */
final class LiquidationAges {
    private static final String PRICE = "market/price_usd_close";
    private static final String HOURLY = PRICE + "@1h";
    private static final long PRICE_ID = MetricId.of(PRICE);
    private static final int HOUR_SECONDS = 3_600;
    private static final double NANOS = 1e9;

    private final LiveFeeds.Sink sink;
    private final EpochNanoClock clock;
    private final long publishDelayNs;
    private final Set<String> shown = new HashSet<>();
    private volatile Map<String, Long> due = Map.of(); // newest hour that was to be known when a feed came

    /**
     * Tells of none yet.
     *
     * @param publishDelay from an hour's end until its values should be out
     */
    LiquidationAges(LiveFeeds.Sink sink, Duration publishDelay) {
        this.sink = sink;
        clock = sink.clock();
        publishDelayNs = publishDelay.toNanos();
    }

    /** Tells of the assets of these feeds from now on, and of no others. */
    void of(List<FeedSettings> feeds, Metrics metrics) {
        Map<String, Long> wanted = new HashMap<>();
        for (FeedSettings feed : feeds) {
            if (feed.venue() == Venue.GLASSNODE
                    && Venues.complete(feed).streams().contains(HOURLY)) {
                feed.symbols().forEach(asset -> wanted.put(asset, due(asset)));
            }
        }
        due = wanted;
        for (String asset : wanted.keySet()) {
            if (shown.add(asset)) {
                metrics.gauge(
                        "liquidations_age_seconds",
                        "Since the start of the newest hour of liquidations; 70 to 130 minutes where all is well.",
                        () -> seconds(asset),
                        "symbol",
                        asset);
            }
        }
    }

    /** Returns how long ago an asset's newest hour began; NaN: nobody asks for it. */
    double seconds(String asset) {
        Long dueNs = due.get(asset);
        if (dueNs == null) {
            return Double.NaN;
        }
        long nowNs = clock.nanoTime();
        long newestNs = newest(asset, nowNs);
        return (nowNs - (newestNs == 0 ? dueNs : newestNs)) / NANOS;
    }

    private long due(String asset) {
        Long before = due.get(asset);
        return before == null ? Hours.newestKnown(clock.nanoTime(), publishDelayNs) : before;
    }

    /** Returns when the newest hour began that is over and has a price; 0: there is none. */
    private long newest(String asset, long nowNs) {
        MetricDecoder metric = new MetricDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        long[] newest = {0};
        sink.known().forEach((buffer, offset, length) -> {
            long startNs = EventPrefix.eventTime(buffer, offset);
            if (EventPrefix.venue(buffer, offset) == Venue.GLASSNODE.value()
                    && EventPrefix.templateId(buffer, offset) == MetricDecoder.TEMPLATE_ID
                    && startNs + Hours.HOUR_NS <= nowNs) {
                metric.wrapAndApplyHeader(buffer, offset, header);
                boolean isPrice = metric.metricId() == PRICE_ID && metric.resolution() == HOUR_SECONDS;
                if (isPrice && asset.equals(symbol(EventPrefix.instrumentId(buffer, offset)))) {
                    newest[0] = Math.max(newest[0], startNs);
                }
            }
        });
        return newest[0];
    }

    private String symbol(int instrumentId) {
        return sink.resolver().instrument(instrumentId).symbol();
    }
}
