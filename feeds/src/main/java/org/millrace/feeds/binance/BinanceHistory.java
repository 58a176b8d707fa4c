package org.millrace.feeds.binance;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import org.millrace.codecs.json.Timeframes;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.SeriesTable;
import org.millrace.feeds.history.VenueHistory;

/**
 * The past of Binance, Binance.US and the USDⓈ-M futures: klines and aggregate trades ("Market data endpoints";
 * developers.binance.com). Half of what the venue allows an address is asked for.
 */
public final class BinanceHistory implements VenueHistory {
    private static final String INTERVAL = "1s|1m|3m|5m|15m|30m|1h|2h|4h|6h|8h|12h|1d|3d|1w|1M";
    private static final String RAW = "raw";
    private static final int SPOT_WEIGHT_PER_MINUTE = 3_000;
    private static final int FUTURES_WEIGHT_PER_MINUTE = 1_200;

    @Override
    public List<Venue> venues() {
        return List.of(Venue.BINANCE, Venue.BINANCE_US, Venue.BINANCE_USDM);
    }

    @Override
    public String restUrl(Venue venue) {
        return switch (venue) {
            case BINANCE_US -> "https://api.binance.us";
            case BINANCE_USDM -> "https://fapi.binance.com";
            default -> "https://data-api.binance.vision";
        };
    }

    @Override
    public RequestLimit limit(HistoryRequest request) {
        boolean isTrades = request.kind() == RowKind.TRADE;
        int tradesWeight = isRaw(request) ? 25 : 4;
        return request.venue() == Venue.BINANCE_USDM
                ? new RequestLimit(FUTURES_WEIGHT_PER_MINUTE, MINUTES.toNanos(1), isTrades ? 20 : 5)
                : new RequestLimit(SPOT_WEIGHT_PER_MINUTE, MINUTES.toNanos(1), isTrades ? tradesWeight : 2);
    }

    @Override
    public HistoryPager pager(HistoryRequest request, SeriesTable table) {
        String root = request.venue() == Venue.BINANCE_USDM ? "/fapi/v1" : "/api/v3";
        HistorySeries series = table.series(
                SeriesTable.Naming.of(request.venue(), request.symbol()), request.kind(), request.seconds());
        if (request.kind() == RowKind.TRADE) {
            return isRaw(request)
                    ? new RawTradePager(root, request, series)
                    : new AggregateTradePager(root, request, series);
        }
        require(
                request.kind() == RowKind.BAR,
                "--metric",
                request.detail(),
                "--bars or --trades of " + request.venue());
        String interval = Timeframes.text(request.seconds());
        require(interval.matches(INTERVAL), "--bars", interval, INTERVAL.replace("|", ", "));
        return new KlinePager(root, request, series);
    }

    /** Of futures the venue gives single trades with a key alone. */
    private static boolean isRaw(HistoryRequest request) {
        boolean isRaw = request.detail().equals(RAW);
        require(
                request.detail().isEmpty() || (isRaw && request.venue() != Venue.BINANCE_USDM),
                "--market",
                request.detail(),
                "raw, for each trade by itself, or none; of BINANCE_USDM none");
        return isRaw;
    }
}
