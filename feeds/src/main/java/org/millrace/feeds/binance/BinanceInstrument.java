package org.millrace.feeds.binance;

/** What a feed keeps of one symbol. */
final class BinanceInstrument {
    final TradeContinuity trades = new TradeContinuity();
    final BookSynchroniser book = new BookSynchroniser();
    private final int id;
    private final String symbol;
    private final int priceExponent;
    private final int quantityExponent;

    BinanceInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        this.id = id;
        this.symbol = symbol;
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

    int priceExponent() {
        return priceExponent;
    }

    int quantityExponent() {
        return quantityExponent;
    }
}
