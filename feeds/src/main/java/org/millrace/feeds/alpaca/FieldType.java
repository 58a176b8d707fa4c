package org.millrace.feeds.alpaca;

/** What the value of a field is, and so how it is read. */
enum FieldType {
    PRICE,
    QUANTITY,
    /** Id or count. */
    INTEGER,
    /** Nanoseconds since the epoch. */
    TIME,
    /** Codes of one character each, eight at most, in the bytes of a number, the first in the lowest. */
    CODES,
    /** 1 = true. */
    FLAG,
    BIDS,
    ASKS
}
