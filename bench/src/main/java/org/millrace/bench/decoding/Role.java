package org.millrace.bench.decoding;

/** What the value of a field is to who reads it. */
enum Role {
    /** Holds others. */
    NESTED,
    /** As text or as a number. */
    DECIMAL,
    /** As text or as a number. */
    INTEGER,
    /** RFC 3339, or seconds and nanoseconds. */
    TIME,
    TEXT,
    TRUTH,
    /** No event has it. */
    OTHER
}
