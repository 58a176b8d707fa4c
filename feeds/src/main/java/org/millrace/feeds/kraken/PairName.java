package org.millrace.feeds.kraken;

import java.util.Map;

/** Names as all venues have them: {@code BTC-USD}. */
final class PairName {
    private static final Map<String, String> ALIASES = Map.of("XBT", "BTC", "XDG", "DOGE");

    private PairName() {}

    /** Returns the name of what is traded. */
    static String of(String base, String quote) {
        return ALIASES.getOrDefault(base, base) + "-" + ALIASES.getOrDefault(quote, quote);
    }
}
