package org.millrace.feeds.venues;

import java.util.List;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.Settings;
import org.millrace.feeds.alpaca.AlpacaVenue;
import org.millrace.feeds.binance.BinanceVenue;
import org.millrace.feeds.kraken.KrakenVenue;
import org.millrace.feeds.session.FeedSettings;
import org.millrace.feeds.session.VenueAdapter;

/** All venues; a new one is a line here. */
public final class Venues {
    private static final List<VenueAdapter> ALL = List.of(new AlpacaVenue(), new BinanceVenue(), new KrakenVenue());

    private Venues() {}

    /** Returns the venues that a feed can be of. */
    public static List<Venue> known() {
        return ALL.stream().flatMap(adapter -> adapter.venues().stream()).toList();
    }

    /**
     * Returns how a venue is spoken to.
     *
     * @throws IllegalArgumentException if it is none of {@link #known}
     */
    public static VenueAdapter of(Venue venue) {
        return ALL.stream()
                .filter(adapter -> adapter.venues().contains(venue))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("feeds.venue: " + venue + ", expected one of " + known()));
    }

    /**
     * Returns settings with what was left out, as the venue has it.
     *
     * @throws IllegalArgumentException if they want what the venue does not know; the message names the key
     */
    public static FeedSettings complete(FeedSettings settings) {
        VenueAdapter adapter = of(settings.venue());
        List<String> protocols = adapter.protocols();
        Settings.require(
                settings.protocol().isEmpty() || protocols.contains(settings.protocol()),
                "feeds.protocol",
                settings.protocol(),
                String.join(" or ", protocols));
        return adapter.complete(settings);
    }
}
