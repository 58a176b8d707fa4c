package org.millrace.feeds.history;

import java.util.HashMap;
import java.util.Map;
import org.millrace.codecs.sbe.Venue;

/**
 * How far a journal has what was imported before, so that an interrupted import goes on where it stood: of each series
 * the time of its last row, and how many rows it has of that time.
 */
public final class KnownRows {
    private static final Known NOTHING = new Known(Long.MIN_VALUE, 0);

    private final Map<Key, Known> byKey = new HashMap<>();

    private record Key(Venue venue, String symbol, RowKind kind, long seconds, long metricId) {}

    /** The last row of a series, and those of the same time. */
    record Known(long lastTime, long countAtLast) {}

    /**
     * Notes a row.
     *
     * @param seconds  the interval's, of bars and observations; else 0
     * @param metricId of observations; else 0
     */
    public void add(Owner instrument, RowKind kind, long seconds, long metricId, long eventTime) {
        Key key = new Key(instrument.venue(), instrument.symbol(), kind, seconds, metricId);
        Known before = byKey.getOrDefault(key, NOTHING);
        if (eventTime >= before.lastTime) {
            long count = eventTime == before.lastTime ? before.countAtLast + 1 : 1;
            byKey.put(key, new Known(eventTime, count));
        }
    }

    /** Whose row it is. */
    public record Owner(Venue venue, String symbol) {}

    Known of(HistorySeries series) {
        HistoryInstrument instrument = series.instrument();
        boolean hasInterval = series.kind() == RowKind.BAR || series.kind() == RowKind.METRIC;
        return byKey.getOrDefault(
                new Key(
                        instrument.venue(),
                        instrument.symbol(),
                        series.kind(),
                        hasInterval ? series.seconds() : 0,
                        series.metricId()),
                NOTHING);
    }
}
