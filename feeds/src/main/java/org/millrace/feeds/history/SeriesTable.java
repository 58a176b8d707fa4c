package org.millrace.feeds.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.instrument.PairName;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** All series of an import, each once, whichever file its rows are in. */
public final class SeriesTable {
    private final Map<Key, HistorySeries> byKey = new HashMap<>();
    private final Map<Key, HistoryInstrument> instruments = new HashMap<>();
    private final List<HistorySeries> series = new ArrayList<>();

    private record Key(Venue venue, String symbol, RowKind kind, long seconds, long metricId) {}

    /**
     * What an instrument is called.
     *
     * @param symbol the venue's own name
     * @param name   normalised, as {@code BTC-USDT}; empty: as the symbol says
     */
    public record Naming(Venue venue, String symbol, String name, AssetClass assetClass) {
        /** Names an instrument by its symbol. */
        public static Naming of(Venue venue, String symbol) {
            boolean isCrypto = venue.value() <= Venue.KRAKEN.value();
            return new Naming(venue, symbol, "", isCrypto ? AssetClass.CRYPTO : AssetClass.UNKNOWN);
        }
    }

    /** Returns the series of a kind, made at its first mention. */
    public HistorySeries series(Naming naming, RowKind kind, long seconds) {
        return series(naming, kind, seconds, 0);
    }

    /** Returns the series of a metric, made at its first mention. */
    public HistorySeries metric(Naming naming, long seconds, long metricId) {
        return series(naming, RowKind.METRIC, seconds, metricId);
    }

    private HistorySeries series(Naming naming, RowKind kind, long seconds, long metricId) {
        Key key = new Key(naming.venue(), naming.symbol(), kind, seconds, metricId);
        HistorySeries known = byKey.get(key);
        if (known == null) {
            known = new HistorySeries(instrument(naming), kind, seconds, metricId);
            byKey.put(key, known);
            series.add(known);
        }
        return known;
    }

    /** Returns all, in the order of their first mention. */
    public List<HistorySeries> all() {
        return List.copyOf(series);
    }

    List<HistoryInstrument> instruments() {
        return series.stream().map(HistorySeries::instrument).distinct().toList();
    }

    private HistoryInstrument instrument(Naming naming) {
        String name = naming.name().isEmpty() ? PairName.of(naming.symbol()) : naming.name();
        return instruments.computeIfAbsent(
                new Key(naming.venue(), naming.symbol(), RowKind.TRADE, 0, 0),
                key -> new HistoryInstrument(naming.venue(), naming.symbol(), name, naming.assetClass()));
    }
}
