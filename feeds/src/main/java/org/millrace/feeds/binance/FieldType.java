package org.millrace.feeds.binance;

/** What the value of a field is, and so how it is read. */
enum FieldType {
    SYMBOL,
    INTEGER,
    /** Milliseconds or microseconds since the epoch. */
    TIME,
    PRICE,
    QUANTITY,
    /** Product of price and quantity: 128 bits. */
    AMOUNT,
    BOOLEAN,
    INTERVAL,
    BIDS,
    ASKS;

    /** Returns its number in one process; written nowhere. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }
}
