package org.millrace.feeds.yahoo;

/** What a message of the streamer says, mantissas by the instrument's exponents; 0 = it does not. */
record PriceState(long price, long quantity, long bid, long bidQuantity, long ask, long askQuantity) {
    static final PriceState NONE = new PriceState(0, 0, 0, 0, 0, 0);

    boolean hasQuote() {
        return bid > 0 || ask > 0;
    }

    /** Answers whether nothing but a price is told. */
    boolean isPriceAlone() {
        return price > 0 && quantity == 0 && !hasQuote();
    }

    boolean isSameTrade(PriceState other) {
        return price == other.price && quantity == other.quantity;
    }

    boolean isSameQuote(PriceState other) {
        return bid == other.bid
                && bidQuantity == other.bidQuantity
                && ask == other.ask
                && askQuantity == other.askQuantity;
    }
}
