package org.millrace.feeds.glassnode;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.millrace.codecs.settings.Settings.require;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.SeriesTable;
import org.millrace.feeds.history.VenueHistory;
import org.millrace.feeds.session.ApiKeys;

/** The past of Glassnode's metrics, a request every six seconds. */
public final class GlassnodeHistory implements VenueHistory {
    private static final String METRIC = "[a-z0-9_]+/[a-z0-9_]+";

    @Override
    public List<Venue> venues() {
        return List.of(Venue.GLASSNODE);
    }

    @Override
    public String restUrl(Venue venue) {
        return GlassnodeVenue.REST;
    }

    @Override
    public RequestLimit limit(HistoryRequest request) {
        return new RequestLimit(1, MINUTES.toNanos(1) / GlassnodeVenue.REQUESTS_PER_MINUTE, 1);
    }

    @Override
    public Map<String, String> headers(ApiKeys keys) {
        return Map.of("X-Api-Key", keys.require(GlassnodeVenue.KEY));
    }

    @Override
    public HistoryPager pager(HistoryRequest request, SeriesTable table) {
        require(
                request.kind() == RowKind.METRIC,
                "--bars, --trades",
                request.kind(),
                "--metric: GLASSNODE gives no more");
        require(request.detail().matches(METRIC), "--metric", request.detail(), "a path as market/price_usd_close@1h");
        Resolution resolution = Arrays.stream(Resolution.values())
                .filter(known -> known.seconds() == request.seconds())
                .findFirst()
                .orElse(null);
        require(resolution != null, "--metric", request.seconds() + " s", "a resolution of 10m, 1h, 24h, 1w or 1month");
        return new MetricPager(request, resolution, table);
    }
}
