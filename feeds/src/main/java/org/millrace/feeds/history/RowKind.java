package org.millrace.feeds.history;

/** What a row of history tells of. */
public enum RowKind {
    TRADE,
    BAR,
    /** Best bid and ask at the end of an interval. */
    QUOTE,
    METRIC
}
