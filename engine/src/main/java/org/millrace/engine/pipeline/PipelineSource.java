package org.millrace.engine.pipeline;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import org.millrace.codecs.sbe.Venue;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.feeds.history.VenueHistory;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.simulator.SimulatorSettings;
import org.millrace.feeds.venue.MetricId;
import org.millrace.feeds.venues.Venues;

/**
 * Whom hourly metrics are asked of, and which: as the settings' feed of Glassnode has it, or as Glassnode itself does.
 *
 * @param url     empty: Glassnode's own; {@code simulator}: the simulator
 * @param keyFile empty: the environment
 * @param symbol  of the asset
 * @param metrics their paths
 * @param requestsPerMinute evenly spaced, at most; the simulator has no limit
 */
public record PipelineSource(
        String url,
        String keyFile,
        String symbol,
        List<String> metrics,
        SimulatorSettings simulator,
        int requestsPerMinute) {
    /** As the provider's smallest plan allows. */
    public static final int REQUESTS_PER_MINUTE = 10;

    private static final String HOURLY = "@1h";
    private static final int MOST_REQUESTS = 6_000;
    private static final VenueHistory.RequestLimit UNLIMITED =
            new VenueHistory.RequestLimit(Integer.MAX_VALUE, SECONDS.toNanos(1), 1);

    public PipelineSource {
        require(
                requestsPerMinute >= 1 && requestsPerMinute <= MOST_REQUESTS,
                "--requests-per-minute",
                requestsPerMinute,
                "1 to " + MOST_REQUESTS);
    }

    /**
     * Reads settings.
     *
     * @param url     in place of theirs; empty: theirs
     * @param keyFile in place of theirs; empty: theirs
     */
    public static PipelineSource of(MillraceSettings settings, String url, String keyFile) {
        FeedSettings feed = settings.feeds().stream()
                .filter(each -> each.venue() == Venue.GLASSNODE)
                .findFirst()
                .orElse(FeedSettings.of(Venue.GLASSNODE, List.of("BTC")));
        FeedSettings complete = Venues.complete(feed);
        List<String> metrics = complete.streams().stream()
                .filter(stream -> stream.endsWith(HOURLY))
                .map(stream -> stream.substring(0, stream.length() - HOURLY.length()))
                .toList();
        boolean isSimulated = feed.url().equals(FeedSettings.SIMULATOR);
        String itsUrl = isSimulated ? FeedSettings.SIMULATOR : feed.restUrl();
        return new PipelineSource(
                url.isEmpty() ? itsUrl : url,
                keyFile.isEmpty() ? feed.keyFile() : keyFile,
                feed.symbols().get(0),
                metrics,
                settings.simulator(),
                REQUESTS_PER_MINUTE);
    }

    /** Returns the same, asked so often. */
    public PipelineSource at(int perMinute) {
        return new PipelineSource(url, keyFile, symbol, metrics, simulator, perMinute);
    }

    /** Returns how often it may be asked. */
    VenueHistory.RequestLimit limit() {
        return isSimulated() ? UNLIMITED : new VenueHistory.RequestLimit(1, MINUTES.toNanos(1) / requestsPerMinute, 1);
    }

    /** Returns the numbers of the metrics. */
    List<Long> metricIds() {
        return metrics.stream().map(MetricId::of).toList();
    }

    boolean isSimulated() {
        return url.equals(FeedSettings.SIMULATOR);
    }
}
