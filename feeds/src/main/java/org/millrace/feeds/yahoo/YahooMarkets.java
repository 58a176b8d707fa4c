package org.millrace.feeds.yahoo;

import org.millrace.feeds.calendar.IstanbulCalendar;
import org.millrace.feeds.calendar.NewYorkCalendar;
import org.millrace.feeds.calendar.TradingCalendar;

/** Says when a symbol's market trades, as far as the symbol tells; a market that is not known never closes. */
final class YahooMarkets {
    private static final TradingCalendar ISTANBUL = new IstanbulCalendar();
    private static final TradingCalendar NEW_YORK = new NewYorkCalendar();
    private static final String US_SHARE = "[A-Z]{1,5}(-[A-Z])?";

    private YahooMarkets() {}

    static TradingCalendar of(String symbol) {
        if (symbol.endsWith(".IS")) {
            return ISTANBUL;
        }
        return symbol.matches(US_SHARE) ? NEW_YORK : TradingCalendar.ALWAYS;
    }
}
