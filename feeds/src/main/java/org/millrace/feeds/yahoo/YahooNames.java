package org.millrace.feeds.yahoo;

import java.util.Locale;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.AssetClass;
import org.millrace.codecs.sbe.Venue;

/**
 * What the venue's symbols stand for: {@code THYAO.IS} in TRY is THYAO-TRY, {@code BRK-B} in USD is BRK.B-USD,
 * {@code EURUSD=X} is EUR-USD, {@code KRW=X} is USD-KRW, {@code ^GSPC} in USD is GSPC-USD, {@code BTC-USD} itself.
 */
final class YahooNames {
    private static final int PRICE_EXPONENT = -8;
    private static final int QUANTITY_EXPONENT = 0; // volumes are whole
    private static final String PAIR = "=X";
    private static final int CODE = 3; // letters of a currency

    private YahooNames() {}

    /** Returns the instrument of a symbol, its id 0. Prices were floats: the exponent holds what they may mean. */
    static Instrument describe(Venue venue, String symbol, String currency, AssetClass assetClass) {
        String name = name(symbol, currency, assetClass);
        return new Instrument(0, venue, symbol, name, PRICE_EXPONENT, QUANTITY_EXPONENT, 0, 0, assetClass);
    }

    /** Returns the class of a chart's {@code instrumentType}. */
    static AssetClass assetClass(String instrumentType) {
        return switch (instrumentType.toUpperCase(Locale.ROOT)) {
            case "EQUITY", "ETF", "MUTUALFUND" -> AssetClass.EQUITY;
            case "CRYPTOCURRENCY" -> AssetClass.CRYPTO;
            case "CURRENCY" -> AssetClass.FX;
            case "INDEX" -> AssetClass.INDEX;
            case "FUTURE" -> AssetClass.FUTURE;
            default -> AssetClass.UNKNOWN;
        };
    }

    private static String name(String symbol, String currency, AssetClass assetClass) {
        if (symbol.endsWith(PAIR)) {
            String pair = symbol.substring(0, symbol.length() - PAIR.length());
            return pair.length() == CODE ? "USD-" + pair : dashed(pair);
        }
        if (assetClass == AssetClass.CRYPTO || currency.isEmpty()) {
            return symbol;
        }
        String base = symbol.startsWith("^") ? symbol.substring(1) : symbol;
        int suffix = base.lastIndexOf('.');
        return (suffix > 0 ? base.substring(0, suffix) : base).replace('-', '.') + "-" + currency;
    }

    private static String dashed(String pair) {
        int middle = pair.length() - CODE;
        return middle > 0 ? pair.substring(0, middle) + "-" + pair.substring(middle) : pair;
    }
}
