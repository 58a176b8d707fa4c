package org.millrace.feeds.yahoo;

import java.util.EnumMap;
import java.util.Map;
import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one symbol. */
final class YahooInstrument extends VenueInstrument {
    private final Map<ChartInterval, BarHistory> bars = new EnumMap<>(ChartInterval.class);

    private long lastTime;
    private long lastPrice;
    private long lastQuantity;

    YahooInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }

    /** Returns the bars of an interval that were published. */
    BarHistory bars(ChartInterval interval) {
        return bars.computeIfAbsent(interval, key -> new BarHistory());
    }

    /** Answers whether a price is not the one that was told last. */
    boolean isNewTrade(long time, long price, long quantity) {
        return time != lastTime || price != lastPrice || quantity != lastQuantity;
    }

    /** Notes the price that was told last. */
    void onTrade(long time, long price, long quantity) {
        lastTime = time;
        lastPrice = price;
        lastQuantity = quantity;
    }
}
