package org.millrace.feeds.coinbase;

import org.millrace.feeds.venue.TradeContinuity;
import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one product. */
final class CoinbaseInstrument extends VenueInstrument {
    /** Where a book stands. */
    enum Book {
        /** Nothing came of it on this connection. */
        IDLE,
        /** Waits for a snapshot. */
        SYNCING,
        LIVE
    }

    final TradeContinuity trades = new TradeContinuity();
    long lastId; // of the trades of a frame, while they are judged
    Book book = Book.IDLE;
    long waitsSinceNs; // for a snapshot
    private long latestCandle;

    CoinbaseInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }

    /** Notes that a candle has begun. */
    void onCandle(long start) {
        latestCandle = Math.max(latestCandle, start);
    }

    /** Returns when the latest candle begins that was told of; 0 = none was. */
    long latestCandle() {
        return latestCandle;
    }
}
