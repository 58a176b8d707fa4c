package org.millrace.feeds.capture;

import org.agrona.DirectBuffer;

/**
 * A recorded answer that holds a book's snapshot.
 *
 * @param time   when it was received, epoch ns
 * @param symbol the venue's own, as it stands in the request
 */
record RestAnswer(long time, String symbol, DirectBuffer body) {}
