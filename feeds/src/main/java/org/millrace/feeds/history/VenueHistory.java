package org.millrace.feeds.history;

import java.util.List;
import java.util.Map;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.session.ApiKeys;

/** What a venue's REST can be asked for of its past: one class in each venue's package, and a line in {@code Venues}. */
public interface VenueHistory {
    /** Returns the venues that are asked so. */
    List<Venue> venues();

    /** Returns where a venue's REST is, {@code https}, without a path. */
    String restUrl(Venue venue);

    /** Returns how often a venue may be asked. */
    RequestLimit limit(HistoryRequest request);

    /** Returns headers of each request, the key among them where the venue wants one. */
    default Map<String, String> headers(ApiKeys keys) {
        return Map.of();
    }

    /**
     * Returns what asks for a series, from its beginning.
     *
     * @throws IllegalArgumentException if the venue does not give it; the message names the option
     */
    HistoryPager pager(HistoryRequest request, SeriesTable table);

    /**
     * How often a venue may be asked.
     *
     * @param amount   of weight within a window
     * @param windowNs its length
     * @param weight   of one request
     */
    record RequestLimit(long amount, long windowNs, long weight) {}
}
