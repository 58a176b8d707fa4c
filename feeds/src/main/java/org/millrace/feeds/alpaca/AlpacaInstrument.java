package org.millrace.feeds.alpaca;

import org.millrace.feeds.venue.VenueInstrument;

/** What a feed keeps of one symbol. */
final class AlpacaInstrument extends VenueInstrument {
    /** How far a book has come; all are IDLE until the first that is said of one. */
    enum Book {
        IDLE,
        /** Changes have come, or it is not trusted: its snapshot was asked for. */
        WAITING,
        WHOLE
    }

    private static final int RECENT = 64; // trades, a power of two
    private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio
    private static final int SHIFT = Long.SIZE - 6;

    Book book = Book.IDLE;
    long waitingSinceNs;
    private final long[] recentIds = new long[RECENT];
    private final long[] recentTimes = new long[RECENT];
    private final long[] recentPrices = new long[RECENT];

    AlpacaInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }

    /**
     * Notes a trade; answers whether it came lately. Exchanges number for themselves, so that id, time and price together
     * are what tells.
     */
    boolean isRepeated(long id, long time, long price) {
        int slot = (int) (((id ^ time) * MIX) >>> SHIFT);
        if (recentIds[slot] == id && recentTimes[slot] == time && recentPrices[slot] == price) {
            return true;
        }
        recentIds[slot] = id;
        recentTimes[slot] = time;
        recentPrices[slot] = price;
        return false;
    }
}
