package org.millrace.feeds.glassnode;

import java.util.HashMap;
import java.util.Map;
import org.millrace.feeds.venue.MetricId;
import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one asset. */
final class GlassnodeInstrument extends VenueInstrument {
    private static final int MAX_SERIES = 1_024;

    private final Map<Key, MetricSeries> series = new HashMap<>();

    private final Map<MetricRequest, Long> latest = new HashMap<>();

    /** A series of an asset. */
    private record Key(long metricId, int seconds) {}

    GlassnodeInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }

    /** Notes that an answer was published, and when the last interval with a value began; 0 = it had none. */
    void onTaken(MetricRequest request, long start) {
        latest.merge(request, start, Math::max);
    }

    /** Returns when the newest interval began that has a value, seconds; 0 = there is none. */
    long latestStart(MetricRequest request) {
        Long start = latest.get(request);
        if (start != null) {
            return start;
        }
        MetricSeries known = series.get(
                new Key(MetricId.of(request.path()), request.resolution().seconds()));
        return known == null ? 0 : known.latestStart(); // from before the start
    }

    /** Returns what was published of a series of intervals of so many seconds, or null if there are too many. */
    MetricSeries series(long metricId, int seconds) {
        Key key = new Key(metricId, seconds);
        MetricSeries known = series.get(key);
        if (known == null && series.size() < MAX_SERIES) {
            known = new MetricSeries();
            series.put(key, known);
        }
        return known;
    }
}
