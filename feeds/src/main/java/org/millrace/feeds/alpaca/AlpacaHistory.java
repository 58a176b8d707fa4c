package org.millrace.feeds.alpaca;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.millrace.codecs.settings.Settings.require;

import java.util.List;
import java.util.Map;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.history.HistoryPager;
import org.millrace.feeds.history.HistoryRequest;
import org.millrace.feeds.history.HistorySeries;
import org.millrace.feeds.history.RowKind;
import org.millrace.feeds.history.SeriesTable;
import org.millrace.feeds.history.VenueHistory;
import org.millrace.feeds.session.ApiKeys;

/**
 * The past of shares and crypto at Alpaca: bars, unadjusted, and trades ("Historical bars", "Historical trades";
 * docs.alpaca.markets). Three quarters of what the free plan allows.
 */
public final class AlpacaHistory implements VenueHistory {
    private static final String KEY = "APCA_API_KEY_ID";
    private static final String SECRET = "APCA_API_SECRET_KEY";
    private static final int REQUESTS_PER_MINUTE = 150;

    @Override
    public List<Venue> venues() {
        return List.of(Venue.ALPACA);
    }

    @Override
    public String restUrl(Venue venue) {
        return "https://data.alpaca.markets";
    }

    @Override
    public RequestLimit limit(HistoryRequest request) {
        return new RequestLimit(REQUESTS_PER_MINUTE, MINUTES.toNanos(1), 1);
    }

    @Override
    public Map<String, String> headers(ApiKeys keys) {
        return Map.of("APCA-API-KEY-ID", keys.require(KEY), "APCA-API-SECRET-KEY", keys.require(SECRET));
    }

    @Override
    public HistoryPager pager(HistoryRequest request, SeriesTable table) {
        boolean isCrypto = AlpacaResolver.isCrypto(request.symbol());
        SeriesTable.Naming naming = isCrypto
                ? new SeriesTable.Naming(
                        request.venue(), request.symbol(), PairName.of(request.symbol()), AssetClass.CRYPTO)
                : new SeriesTable.Naming(
                        request.venue(), request.symbol(), request.symbol() + "-USD", AssetClass.EQUITY);
        require(request.kind() != RowKind.METRIC, "--metric", request.detail(), "--bars or --trades of ALPACA");
        HistorySeries series = table.series(naming, request.kind(), request.seconds());
        return new AlpacaPager(request, series, isCrypto);
    }
}
