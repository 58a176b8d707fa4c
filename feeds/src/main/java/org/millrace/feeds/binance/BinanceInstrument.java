package org.millrace.feeds.binance;

import org.millrace.feeds.venue.TradeContinuity;
import org.millrace.feeds.venue.VenueInstrument;

/** What the feed keeps of one symbol of Binance. */
final class BinanceInstrument extends VenueInstrument {
    final TradeContinuity trades = new TradeContinuity();
    final BookSynchroniser book = new BookSynchroniser();
    long shownId; // of the first levels that were published as the book; 0 = none
    private FrameKind tradeKind;
    /** Lengths that values were last written with, which the next are expected to have. */
    int tradeIdLength = 1;

    int updateIdLength = 1;
    int priceLength = 1;
    int quantityLength = 1;

    BinanceInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }

    /** Tells whether trades of a kind are taken: with aggregate ones, or without, volume would count twice. */
    boolean takes(FrameKind kind) {
        return tradeKind == null || tradeKind == kind;
    }

    /** Notes a trade; only its kind is taken from now on. */
    void onTrade(FrameKind kind, long id) {
        tradeKind = kind;
        trades.onTrade(id);
    }
}
