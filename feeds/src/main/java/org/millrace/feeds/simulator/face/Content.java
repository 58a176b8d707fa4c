package org.millrace.feeds.simulator.face;

/** What a kind of stream carries, as far as misbehaviour is concerned. */
public enum Content {
    TRADES,
    /** Changes of books, where a client can see that one is missing. */
    BOOK,
    OTHER
}
