package org.millrace.feeds.alpaca;

/** Reads frames of trades, quotes and books in the one way that the venue has always written them. */
interface StraightFrames {
    /**
     * Reads a frame.
     *
     * @param end behind it; {@link org.millrace.feeds.venue.StraightReader#SLACK} bytes more can be loaded
     * @return false: it is written otherwise, and what the frame says is of no account
     */
    boolean read(byte[] bytes, int start, int end, AlpacaFrame to);
}
