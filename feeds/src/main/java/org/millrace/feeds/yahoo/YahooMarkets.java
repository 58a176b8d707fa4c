package org.millrace.feeds.yahoo;

import org.millrace.feeds.calendar.IstanbulCalendar;
import org.millrace.feeds.calendar.TradingCalendar;

/** Says when a symbol's market trades, as far as the symbol tells; a market that is not known never closes. */
final class YahooMarkets {
    private static final TradingCalendar ISTANBUL = new IstanbulCalendar();

    private YahooMarkets() {}

    static TradingCalendar of(String symbol) {
        if (symbol.endsWith(".IS")) {
            return ISTANBUL;
        }
        return TradingCalendar.ALWAYS;
    }
}
