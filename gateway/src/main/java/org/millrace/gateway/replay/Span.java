package org.millrace.gateway.replay;

import org.millrace.gateway.fanout.StreamNumbers;

/**
 * What part of JournalOut is to be read, and how to number it.
 *
 * @param from    the first event
 * @param to      the last event, or the time that is no longer part of it
 * @param anchor  an event, best one near the span
 * @param numbers of all streams at the anchor; not changed any more
 */
public record Span(Moment from, Moment to, long anchor, StreamNumbers numbers) {
    /** Returns the same up to the same end, from elsewhere. */
    Span from(Moment moment) {
        return new Span(moment, to, anchor, numbers);
    }
}
