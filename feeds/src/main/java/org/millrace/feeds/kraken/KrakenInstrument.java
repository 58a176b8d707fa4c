package org.millrace.feeds.kraken;

import org.millrace.feeds.venue.TradeContinuity;
import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one pair. */
final class KrakenInstrument extends VenueInstrument {
    final TradeContinuity trades = new TradeContinuity();
    final KrakenBook book;
    private final long[] latestBars = new long[Intervals.count()];

    KrakenInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
        book = new KrakenBook(priceExponent, quantityExponent);
    }

    /** Notes that a bar has begun. */
    void onBar(int interval, long start) {
        latestBars[interval] = Math.max(latestBars[interval], start);
    }

    /** Returns when the latest bar of a length begins that was told of; 0 = none was. */
    long latestBar(int interval) {
        return latestBars[interval];
    }
}
