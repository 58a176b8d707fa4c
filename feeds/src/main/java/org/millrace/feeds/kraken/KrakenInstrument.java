package org.millrace.feeds.kraken;

import org.millrace.feeds.venue.TradeContinuity;
import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one pair. */
final class KrakenInstrument extends VenueInstrument {
    final TradeContinuity trades = new TradeContinuity();
    final KrakenBook book;

    KrakenInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
        book = new KrakenBook(priceExponent, quantityExponent);
    }
}
