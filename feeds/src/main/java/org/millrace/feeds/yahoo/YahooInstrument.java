package org.millrace.feeds.yahoo;

import java.util.EnumMap;
import java.util.Map;
import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one symbol. */
final class YahooInstrument extends VenueInstrument {
    private final Map<ChartInterval, BarHistory> bars = new EnumMap<>(ChartInterval.class);

    YahooInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }

    /** Returns the bars of an interval that were published. */
    BarHistory bars(ChartInterval interval) {
        return bars.computeIfAbsent(interval, key -> new BarHistory());
    }
}
