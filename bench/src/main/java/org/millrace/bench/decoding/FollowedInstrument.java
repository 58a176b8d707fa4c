package org.millrace.bench.decoding;

import org.millrace.feeds.venue.TradeContinuity;
import org.millrace.feeds.venue.VenueInstrument;

/** What a contender keeps of a symbol. */
final class FollowedInstrument extends VenueInstrument {
    final TradeContinuity trades = new TradeContinuity();

    FollowedInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }
}
