package org.millrace.engine.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/** Names of currencies as numbers: their characters, the first in the lowest byte, as messages hold them. */
public final class Currency {
    /** No currency, or one that is not known. */
    public static final long NONE = 0;

    private static final int MOST_CHARACTERS = Long.BYTES;
    private static final int LEAST_OF_QUOTE = 3;

    /** What venues price in where a name does not say it. */
    private static final Map<Venue, String> OF_VENUES = Map.of(
            Venue.BINANCE, "USDT",
            Venue.BINANCE_USDM, "USDT",
            Venue.BINANCE_US, "USD",
            Venue.COINBASE, "USD",
            Venue.COINBASE_ADVANCED, "USD",
            Venue.KRAKEN, "USD",
            Venue.ALPACA, "USD",
            Venue.SIMULATOR, "USDT");

    /** Endings of Yahoo's names, by exchange: what has none is listed in New York. */
    private static final Map<String, String> OF_YAHOO = Map.ofEntries(
            Map.entry("", "USD"),
            Map.entry("IS", "TRY"),
            Map.entry("DE", "EUR"),
            Map.entry("PA", "EUR"),
            Map.entry("AS", "EUR"),
            Map.entry("MI", "EUR"),
            Map.entry("MC", "EUR"),
            Map.entry("SW", "CHF"),
            Map.entry("L", "GBp"),
            Map.entry("TO", "CAD"),
            Map.entry("T", "JPY"),
            Map.entry("HK", "HKD"),
            Map.entry("AX", "AUD"));

    private Currency() {}

    /** Returns the number of a name; {@link #NONE} where it is empty or longer than eight characters. */
    public static long of(String name) {
        byte[] characters = name.getBytes(StandardCharsets.UTF_8);
        long number = 0;
        for (int i = 0; i < characters.length && characters.length <= MOST_CHARACTERS; i++) {
            number |= (characters[i] & 0xFFL) << (i * Byte.SIZE);
        }
        return number;
    }

    /** Returns the name of a number. */
    public static String name(long number) {
        StringBuilder name = new StringBuilder();
        for (long left = number; left != 0; left >>>= Byte.SIZE) {
            name.append((char) (left & 0xFF));
        }
        return name.toString();
    }

    /** Returns what is bought with an instrument: of BTC-USDT it is BTC; none where the instrument is no pair. */
    static long base(String name, AssetClass assetClass) {
        return isPair(name, assetClass) ? of(name.substring(0, name.lastIndexOf('-'))) : NONE;
    }

    /** Returns what an instrument is priced in: of BTC-USDT it is USDT; of others what its venue prices in. */
    static long quote(String name, AssetClass assetClass, Venue venue) {
        if (isPair(name, assetClass)) {
            return of(name.substring(name.lastIndexOf('-') + 1));
        }
        if (venue == Venue.YAHOO) {
            int dot = name.lastIndexOf('.');
            return of(OF_YAHOO.getOrDefault(dot < 0 ? "" : name.substring(dot + 1), ""));
        }
        return of(OF_VENUES.getOrDefault(venue, ""));
    }

    /** Shares have dashes too: BRK-B. */
    private static boolean isPair(String name, AssetClass assetClass) {
        int dash = name.lastIndexOf('-');
        return dash > 0
                && name.length() - dash > LEAST_OF_QUOTE
                && assetClass != AssetClass.EQUITY
                && assetClass != AssetClass.INDEX;
    }
}
