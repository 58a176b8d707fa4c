package org.millrace.bench.decoding;

/** How the value of a field is read. */
enum Role {
    /** Holds others. */
    NESTED,
    /** As text or as a number: its mantissa. */
    DECIMAL,
    /** As text or as a number. */
    INTEGER,
    /** Milliseconds: as nanoseconds. */
    MILLIS,
    /** RFC 3339, or seconds and nanoseconds: as nanoseconds. */
    TIME,
    /** A text: what its instrument is. */
    SYMBOL,
    /** A text of few: its first character. */
    LETTER,
    /** An array of characters: each in a byte of a number. */
    CODES,
    TRUTH,
    /** No event has it. */
    OTHER
}
