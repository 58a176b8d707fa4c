package org.millrace.feeds.yahoo;

import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.Venue;
import org.millrace.feeds.calendar.IstanbulCalendar;
import org.millrace.feeds.calendar.NewYorkCalendar;
import org.millrace.feeds.calendar.TradingCalendar;

/** Says when a symbol's market trades, as far as the symbol tells; a market that is not known never closes. */
final class YahooMarkets {
    private static final TradingCalendar ISTANBUL = new IstanbulCalendar();
    private static final TradingCalendar NEW_YORK = new NewYorkCalendar();
    private static final String COIN = "[A-Z0-9]{2,10}-[A-Z]{3,5}";

    private YahooMarkets() {}

    /** Returns the currency that a symbol's market trades in; empty where the symbol does not tell. */
    static String currency(String symbol) {
        if (isCoin(symbol)) {
            return symbol.substring(symbol.indexOf('-') + 1);
        }
        TradingCalendar market = of(symbol);
        return market == ISTANBUL ? "TRY" : market == NEW_YORK ? "USD" : "";
    }

    /** Answers whether a symbol is a coin's, as {@code BTC-USD}. */
    static boolean isCoin(String symbol) {
        return symbol.matches(COIN);
    }

    static TradingCalendar of(String symbol) {
        return switch (TradingHours.of(Venue.YAHOO, symbol)) {
            case NEW_YORK -> NEW_YORK;
            case ISTANBUL -> ISTANBUL;
            case ALWAYS -> TradingCalendar.ALWAYS;
        };
    }
}
