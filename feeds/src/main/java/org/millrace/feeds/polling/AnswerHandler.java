package org.millrace.feeds.polling;

import org.agrona.DirectBuffer;
import org.millrace.codecs.sbe.FeedState;

/** Takes what a venue answered, on the feed's thread. */
public interface AnswerHandler {
    /**
     * Takes one answer.
     *
     * @param request       the URL that was asked for, without key
     * @param body          valid only during the call
     * @param receiveTimeNs when the answer was whole, UTC; 0 = not known
     * @return false if the ring is full: the same answer is handed over again, before any other
     */
    boolean onAnswer(String request, DirectBuffer body, int offset, int length, long receiveTimeNs);

    /**
     * Learns what the venue lets us have of a symbol: nothing (DISCONNECTED), not all that is asked for (STALE), or all
     * again (LIVE).
     *
     * @return false if the ring is full: the same call is made again
     */
    boolean onRefusal(String symbol, FeedState state, long nowNs);
}
