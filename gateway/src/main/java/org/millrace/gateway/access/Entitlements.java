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

    /** Tells whether a channel may be subscribed to. */
    public boolean allowChannel(String name) {
        int dot = name.indexOf('.');
        return allow(channels, name) || (dot > 0 && channels.contains(name.substring(0, dot)));
    }

    /** Tells whether an instrument's data may be seen. */
    public boolean allowInstrument(String venue, String name) {
        return allow(venues, venue) && allow(instruments, name);
    }

    private static boolean allow(Set<String> allowed, String name) {
        return allowed.contains(ALL) || allowed.contains(name);
    }
}
