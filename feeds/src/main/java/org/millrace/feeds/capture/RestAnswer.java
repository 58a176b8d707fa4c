package org.millrace.feeds.capture;

import org.agrona.DirectBuffer;

/**
 * A recorded answer: a book's snapshot, or something else.
 *
 * @param time    when it was received, epoch ns
 * @param symbol  whose book it holds, the venue's own as it stands in the request; empty where it holds none
 * @param request the URL that was asked for
 */
record RestAnswer(long time, String symbol, String request, DirectBuffer body) {
    boolean isSnapshot() {
        return !symbol.isEmpty();
    }
}
