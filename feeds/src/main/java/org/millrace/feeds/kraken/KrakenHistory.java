package org.millrace.feeds.kraken;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.SeriesTable;
import org.millrace.feeds.history.VenueHistory;

/** The past of Kraken: OHLC and trades ("Get OHLC data", "Get recent trades"; docs.kraken.com). A request a second. */
public final class KrakenHistory implements VenueHistory {
    private static final List<Long> MINUTES = List.of(1L, 5L, 15L, 30L, 60L, 240L, 1_440L, 10_080L, 21_600L);
    private static final int SECONDS_PER_MINUTE = 60;

    @Override
    public List<Venue> venues() {
        return List.of(Venue.KRAKEN);
    }

    @Override
    public String restUrl(Venue venue) {
        return "https://api.kraken.com";
    }

    @Override
    public RequestLimit limit(HistoryRequest request) {
        return new RequestLimit(1, SECONDS.toNanos(1), 1);
    }

    @Override
    public HistoryPager pager(HistoryRequest request, SeriesTable table) {
        SeriesTable.Naming naming = new SeriesTable.Naming(
                request.venue(), request.symbol(), PairName.of(request.symbol()), AssetClass.CRYPTO);
        HistorySeries series = table.series(naming, request.kind(), request.seconds());
        if (request.kind() == RowKind.TRADE) {
            return new TradePager(request, series);
        }
        require(
                request.kind() == RowKind.BAR,
                "--metric",
                request.detail(),
                "--bars or --trades of " + request.venue());
        require(
                request.seconds() % SECONDS_PER_MINUTE == 0 && MINUTES.contains(request.seconds() / SECONDS_PER_MINUTE),
                "--bars",
                request.seconds() + " s",
                "1m, 5m, 15m, 30m, 1h, 4h, 1d, 1w or 15d");
        return new OhlcPager(request, series);
    }

    /** Returns the venue's REST name of a pair: that of its streams without the slash. */
    static String pair(String symbol) {
        return symbol.replace("/", "");
    }
}
