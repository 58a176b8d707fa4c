package org.millrace.codecs.instrument;

import java.util.Map;

/** Makes the normalised names of pairs, {@code BTC-USD}: one for the same thing, whatever a venue calls it. */
public final class PairName {
    private static final Map<String, String> ALIASES = Map.of("XBT", "BTC", "XDG", "DOGE"); // Kraken v1 and REST
    private static final char SEPARATOR = '/';

    private PairName() {}

    /** Returns the name of what is traded. */
    public static String of(String base, String quote) {
        return ALIASES.getOrDefault(base, base) + "-" + ALIASES.getOrDefault(quote, quote);
    }

    /** Returns the name that a symbol says by itself: that of a pair with a slash; any other is never split by guessing. */
    public static String of(String symbol) {
        int slash = symbol.indexOf(SEPARATOR);
        boolean isPair = slash > 0 && slash == symbol.lastIndexOf(SEPARATOR) && slash < symbol.length() - 1;
        return isPair ? of(symbol.substring(0, slash), symbol.substring(slash + 1)) : symbol;
    }
}
