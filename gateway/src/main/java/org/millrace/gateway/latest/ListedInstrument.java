package org.millrace.gateway.latest;

import java.util.Locale;
import org.millrace.codecs.sbe.Venue;

/**
 * An instrument as subscribers and REST name it.
 *
 * @param id     in events
 * @param venue  whose market it is
 * @param symbol the venue's own name
 * @param name   normalised, as {@code BTC-USDT}
 */
public record ListedInstrument(
        int id, Venue venue, String symbol, String name, int priceExponent, int quantityExponent) {
    /** Returns the name of a venue as people write it, as {@code binance-us}. */
    public static String venueName(Venue venue) {
        return venue.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the venue that people write so, or null. */
    public static Venue venueNamed(String name) {
        for (Venue venue : Venue.values()) {
            if (venue != Venue.NULL_VAL && venueName(venue).equals(name)) {
                return venue;
            }
        }
        return null;
    }

    /** Returns the name that no other instrument has, as {@code binance:BTC-USDT}. */
    public String qualifiedName() {
        return venueName(venue) + ':' + name;
    }

    /** Tells whether a client that writes {@code text} means this instrument. */
    boolean isNamed(String text) {
        return text.equals(name) || text.equals(qualifiedName()) || text.equals(symbol);
    }
}
