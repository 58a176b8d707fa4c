package org.millrace.gateway.latest;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Venue;

/** How subscribers and REST write venues and instruments. */
public final class InstrumentNames {
    private InstrumentNames() {}

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
    public static String qualified(Instrument instrument) {
        return venueName(instrument.venue()) + ':' + instrument.name();
    }

    /** Returns all that a client may write who means an instrument. */
    static Set<String> of(Instrument instrument) {
        return new HashSet<>(List.of(instrument.name(), qualified(instrument), instrument.symbol()));
    }

    /** Returns the venue all of whose instruments are meant, {@code binance:*}, or null. */
    public static Venue venueOfAll(String name) {
        return name.endsWith(":*") ? venueNamed(name.substring(0, name.length() - 2)) : null;
    }
}
