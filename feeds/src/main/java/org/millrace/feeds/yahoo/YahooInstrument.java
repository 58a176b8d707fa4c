package org.millrace.feeds.yahoo;

import java.util.HashMap;
import java.util.Map;
import org.millrace.feeds.calendar.OpenHours;
import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one symbol. */
final class YahooInstrument extends VenueInstrument {
    private final Map<Long, BarHistory> bars = new HashMap<>();
    private final OpenHours hours;

    private long lastTime;
    private PriceState last = PriceState.NONE;

    YahooInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
        hours = new OpenHours(YahooMarkets.of(symbol));
    }

    /** Answers whether its market trades. */
    boolean isOpen(long nowNs) {
        return hours.test(nowNs);
    }

    /** Returns the bars that were published of an interval of so many seconds. */
    BarHistory bars(long seconds) {
        return bars.computeIfAbsent(seconds, key -> new BarHistory());
    }

    /** Answers whether a trade is later than what was told last, or another. */
    boolean isNewTrade(long time, PriceState state) {
        return time > lastTime || (time == lastTime && !state.isSameTrade(last));
    }

    /** Answers whether a quote is later than what was told last, or another. */
    boolean isNewQuote(long time, PriceState state) {
        return time > lastTime || (time == lastTime && !state.isSameQuote(last));
    }

    /** Notes what was told last. */
    void onState(long time, PriceState state) {
        lastTime = time;
        last = state;
    }
}
