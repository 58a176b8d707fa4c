package org.millrace.feeds.yahoo;

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

/** The past at Yahoo Finance: charts by period, as often as the venue is polled. */
public final class YahooHistory implements VenueHistory {
    @Override
    public List<Venue> venues() {
        return List.of(Venue.YAHOO);
    }

    @Override
    public String restUrl(Venue venue) {
        return YahooVenue.REST;
    }

    @Override
    public RequestLimit limit(HistoryRequest request) {
        return new RequestLimit(YahooVenue.REQUESTS_PER_MINUTE, MINUTES.toNanos(1), 1);
    }

    @Override
    public Map<String, String> headers(ApiKeys keys) {
        return YahooVenue.HEADERS;
    }

    @Override
    public HistoryPager pager(HistoryRequest request, SeriesTable table) {
        require(request.kind() == RowKind.BAR, "--trades, --metric", request.kind(), "--bars: YAHOO gives no more");
        ChartInterval interval = Arrays.stream(ChartInterval.values())
                .filter(known -> known.seconds() == request.seconds() && known != ChartInterval.MINUTES_60)
                .findFirst()
                .orElse(null);
        require(
                interval != null,
                "--bars",
                request.seconds() + " s",
                "1m, 2m, 5m, 15m, 30m, 1h, 90m, 1d, 5d, 1w or 1M");
        return new ChartPager(request, interval, table);
    }
}
