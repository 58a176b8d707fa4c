package org.millrace.feeds.calendar;

/**
 * One day's continuous trading.
 *
 * @param openNs  its first moment, UTC
 * @param closeNs the first moment after it, UTC
 */
public record TradingSession(long openNs, long closeNs) {
    /** A day without trading. */
    public static final TradingSession NONE = new TradingSession(0, 0);

    /** Answers whether a moment is in it. */
    public boolean contains(long timeNs) {
        return timeNs >= openNs && timeNs < closeNs;
    }

    /** Answers whether nothing is traded. */
    public boolean isEmpty() {
        return openNs >= closeNs;
    }
}
