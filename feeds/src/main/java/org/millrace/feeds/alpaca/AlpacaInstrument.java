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

    Book book = Book.IDLE;

    AlpacaInstrument(int id, String symbol, int priceExponent, int quantityExponent) {
        super(id, symbol, priceExponent, quantityExponent);
    }
}
