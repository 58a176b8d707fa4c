package org.millrace.feeds.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a feed keeps of one symbol; each venue adds its own. */
public class VenueInstrument {
    private final int id;
    private final String symbol;
    private final int symbolLength;
    private final int priceExponent;
    private final int quantityExponent;
    private long dataNs;
    boolean isSilent;
    long silentNs; // when it was told of as silent; 0 = has been heard of since
    long restedNs; // when its market was last seen closed; 0 = never
    long addedNs; // when it was added to a connection that lived; 0 = has been heard of since, or was there before
    boolean isConnected; // of a connection whose end is to be told of
    long lostSinceNs; // when the line was first seen not to trust the book; 0 = it does

    /**
     * @param id     as the resolver gave it; 0 = the symbol is not one of ours
     * @param symbol the venue's own name
     */
    public VenueInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        this.id = id;
        this.symbol = symbol;
        symbolLength = symbol.getBytes(UTF_8).length;
        this.priceExponent = priceExponent;
        this.quantityExponent = quantityExponent;
    }

    /** Returns the instrument's id; 0 = the symbol is not one of ours. */
    public final int id() {
        return id;
    }

    public final String symbol() {
        return symbol;
    }

    /** Returns the symbol's length in bytes. */
    public final int symbolLength() {
        return symbolLength;
    }

    public final int priceExponent() {
        return priceExponent;
    }

    public final int quantityExponent() {
        return quantityExponent;
    }

    /** Notes when it was last spoken of. */
    public final void onData(long nowNs) {
        dataNs = nowNs;
    }

    final long dataNs() {
        return dataNs;
    }
}
