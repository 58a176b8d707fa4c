package org.millrace.gateway.access;

import java.util.Set;

/**
 * Which data somebody may see. In each of the three an asterisk stands for everything, an empty set for nothing.
 *
 * @param channels    as subscriptions name them, {@code bars} for all time frames
 * @param venues      as {@code binance}
 * @param instruments normalised names, as {@code BTC-USDT}
 */
public record Entitlements(Set<String> channels, Set<String> venues, Set<String> instruments) {
    /** Stands for all there are. */
    public static final String ALL = "*";

    public static final Entitlements EVERYTHING = new Entitlements(Set.of(ALL), Set.of(ALL), Set.of(ALL));

    public Entitlements {
        channels = Set.copyOf(channels);
        venues = Set.copyOf(venues);
        instruments = Set.copyOf(instruments);
    }

    /** Tells whether a channel may be seen. */
    public boolean allowChannel(String name) {
        int dot = name.indexOf('.');
        return allow(channels, name) || (dot > 0 && channels.contains(name.substring(0, dot)));
    }

    /** Tells whether data of a venue may be seen, of the instruments that are allowed. */
    public boolean allowVenue(String venue) {
        return allow(venues, venue);
    }

    /** Tells whether an instrument's data may be seen. */
    public boolean allowInstrument(String venue, String name) {
        return allowVenue(venue) && allow(instruments, name);
    }

    /** Tells whether data of all venues may be seen, of the instruments that are allowed. */
    public boolean allowAllVenues() {
        return venues.contains(ALL);
    }

    /** Tells whether data of all instruments may be seen, of the venues that are allowed. */
    public boolean allowAllInstruments() {
        return instruments.contains(ALL);
    }

    private static boolean allow(Set<String> allowed, String name) {
        return allowed.contains(ALL) || allowed.contains(name);
    }
}
