package org.millrace.feeds.polling;

import org.agrona.DirectBuffer;

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
}
