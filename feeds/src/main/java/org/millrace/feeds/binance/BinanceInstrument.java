package org.millrace.feeds.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a feed keeps of one symbol. */
final class BinanceInstrument {
    final TradeContinuity trades = new TradeContinuity();
    final BookSynchroniser book = new BookSynchroniser();
    long dataNs; // when it was last spoken of
    boolean isSilent;
    long lostSinceNs; // when the line was first seen not to trust the book; 0 = it does
    /** Lengths that values were last written with, which the next are expected to have. */
    int tradeIdLength = 1;

    int updateIdLength = 1;
    int priceLength = 1;
    int quantityLength = 1;
    private final int id;
    private final String symbol;
    private final int symbolLength;
    private final int priceExponent;
    private final int quantityExponent;

    BinanceInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        this.id = id;
        this.symbol = symbol;
        symbolLength = symbol.getBytes(UTF_8).length;
        this.priceExponent = priceExponent;
        this.quantityExponent = quantityExponent;
    }

    /** Returns the instrument's id; 0 = the symbol is not one of ours. */
    int id() {
        return id;
    }

    String symbol() {
        return symbol;
    }

    /** Returns the symbol's length in bytes. */
    int symbolLength() {
        return symbolLength;
    }

    int priceExponent() {
        return priceExponent;
    }

    int quantityExponent() {
        return quantityExponent;
    }
}
