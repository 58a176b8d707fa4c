package org.millrace.feeds.polling;

/** Something that is asked for again and again: one symbol's chart, one asset's metric. */
public interface PollTarget {
    /** Answers whether it is time to ask. */
    boolean isDue(long nowNs);

    /** Returns what to ask for now, with the query, without key. */
    String path(long nowNs);

    /** Notes that the venue answered, and that all of the answer was taken. */
    void onAnswered(long nowNs);
}
