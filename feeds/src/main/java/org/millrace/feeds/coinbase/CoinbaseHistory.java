package org.millrace.feeds.coinbase;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.SeriesTable;
import org.millrace.feeds.history.VenueHistory;

/**
 * The past of Coinbase Exchange: candles and trades ("Get product candles", "Get product trades"; docs.cdp.coinbase.com).
 * Half of the venue's ten requests a second.
 */
public final class CoinbaseHistory implements VenueHistory {
    private static final List<Long> GRANULARITIES = List.of(60L, 300L, 900L, 3_600L, 21_600L, 86_400L);
    private static final int REQUESTS_PER_SECOND = 5;

    @Override
    public List<Venue> venues() {
        return List.of(Venue.COINBASE);
    }

    @Override
    public String restUrl(Venue venue) {
        return "https://api.exchange.coinbase.com";
    }

    @Override
    public RequestLimit limit(HistoryRequest request) {
        return new RequestLimit(REQUESTS_PER_SECOND, SECONDS.toNanos(1), 1);
    }

    @Override
    public HistoryPager pager(HistoryRequest request, SeriesTable table) {
        HistorySeries series = table.series(
                SeriesTable.Naming.of(request.venue(), request.symbol()), request.kind(), request.seconds());
        if (request.kind() == RowKind.TRADE) {
            return new TradePager(request, series);
        }
        require(
                request.kind() == RowKind.BAR,
                "--metric",
                request.detail(),
                "--bars or --trades of " + request.venue());
        require(
                GRANULARITIES.contains(request.seconds()),
                "--bars",
                request.seconds() + " s",
                "1m, 5m, 15m, 1h, 6h or 1d");
        return new CandlePager(request, series);
    }
}
