package org.millrace.feeds.coinbase;

/** Reads a frame of one protocol in one way. */
interface FrameReader {
    /**
     * Reads a frame into the reader's message.
     *
     * @param start of the frame
     * @param end   behind it; {@link CoinbaseDecoder#SLACK} bytes more can be loaded
     * @return its kind; REFUSED: the message says why
     */
    FrameKind read(byte[] bytes, int start, int end);
}
