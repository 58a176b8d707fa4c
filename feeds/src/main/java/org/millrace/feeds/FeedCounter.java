package org.millrace.feeds;

/** What a feed counts. */
public enum FeedCounter {
    /** Frames taken, of whatever kind. */
    FRAMES,
    TRADES,
    QUOTES,
    /** Changes of books, whole events of the venue, published or not. */
    BOOK_UPDATES,
    BARS,
    /** Observations. */
    METRICS,
    /** Trades taken back or replaced. */
    CORRECTIONS,
    /** Halts and resumptions of trading, as told by the venue. */
    HALTS,
    /** Answers to requests, errors, announcements. */
    CONTROL,
    /** Known, and nothing that events are made of. */
    IGNORED,
    /** Of a kind that the decoder does not know. */
    UNKNOWN,
    /** Trades passed over: of a symbol's other kind, or repeated as a greeting. */
    TRADES_PASSED_OVER,
    /** Changes of books that wait for their snapshot. */
    UPDATES_BUFFERED,
    /** Changes of books that their snapshot has already. */
    UPDATES_OLD,
    /** Changes of books that wait for a snapshot, where the venue sends one that has them. */
    UPDATES_DROPPED,
    /** Changes of books whose checksum agreed. */
    CHECKSUMS,
    /** Changes of books whose checksum did not. */
    CHECKSUMS_FAILED,
    /** Snapshots joined. */
    SNAPSHOTS,
    /** Snapshots not needed, for a book that is whole. */
    SNAPSHOTS_UNUSED,
    /** Holes in the ids of trades. */
    TRADE_GAPS,
    /** Holes in the ids of a book's changes. */
    BOOK_GAPS,
    /** Books begun anew because the line did not trust them. */
    BOOKS_DOUBTED,
    /** What venues say of whole books besides, handed to the line to check them by. */
    BOOK_CHECKS,
    /** Instruments that nothing came of for longer than the limit. */
    SILENCES,
    /** Frames that were not written in the order that was expected. */
    FALL_BACKS,
    /** Values that were binary floating point at the venue, rounded to the instrument's exponent. */
    ROUNDED,
    /** Values published again because the venue states them otherwise now. */
    REVISED,
    /** Frames refused: those that could not be read, and changes of books that came twice or too late. */
    REJECTED,
    /** Times that the ring was full. */
    RING_FULL;

    /** Returns its place among the counts of one process; written nowhere. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }
}
