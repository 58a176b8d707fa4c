package org.millrace.feeds.kraken;

import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one pair. */
final class KrakenInstrument extends VenueInstrument {
    static final long NO_TRADE = -1;

    private static final long MAX_STEP = 1_000_000; // back by more: the last id was damaged, or the venue counts anew

    final KrakenBook book;
    private long lastTradeId = NO_TRADE;

    KrakenInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
        book = new KrakenBook(priceExponent, quantityExponent);
    }

    /** Returns the id of the last trade, or {@link #NO_TRADE}. */
    long lastTradeId() {
        return lastTradeId;
    }

    void onTrade(long id) {
        lastTradeId = next(lastTradeId, id);
    }

    /** Returns the last id once a trade has come. */
    static long next(long last, long id) {
        return id > last || last - id > MAX_STEP ? id : last;
    }
}
