package org.millrace.gateway.replay;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.CatchUp;

/** Finds the first event of JournalOut that tells of a time or a later one: by halves, then one by one. */
final class TimeSearch {
    private static final int NEAR_EVENTS = 4_096;

    private final CatchUp journal;
    private long wantedNs;
    private long foundNs;
    private long found;
    private long last;

    TimeSearch(CatchUp journal) {
        this.journal = journal;
    }

    /** Returns its sequence, or that behind all where all is before; 0 = the journal cannot be read. */
    long firstAt(long timeNs, long oldest, long newest) {
        long low = oldest;
        long high = newest + 1;
        while (high - low > NEAR_EVENTS) {
            long middle = (low + high) >>> 1;
            if (timeFrom(middle, high) >= timeNs) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return firstBehind(low, timeNs, newest);
    }

    /** Returns the first time that is told of from an event on. */
    private long timeFrom(long sequence, long end) {
        foundNs = Long.MIN_VALUE;
        found = sequence;
        if (!journal.seek(sequence)) {
            return Long.MIN_VALUE;
        }
        while (foundNs == Long.MIN_VALUE && found < end && journal.poll(this::onEarliest, 1) > 0) {
            // the next batch may tell
        }
        return foundNs == Long.MIN_VALUE ? Long.MAX_VALUE : foundNs;
    }

    private long firstBehind(long sequence, long timeNs, long newest) {
        wantedNs = timeNs;
        foundNs = Long.MIN_VALUE;
        found = 0;
        last = newest;
        if (!journal.seek(sequence)) {
            return 0;
        }
        while (found == 0 && journal.poll(this::onNext, 1) > 0) {
            // the next batch may be late enough
        }
        return found == 0 ? last + 1 : found;
    }

    private void onEarliest(DirectBuffer event, int offset, int length) {
        if (foundNs == Long.MIN_VALUE) {
            foundNs = Moment.timeOf(event, offset, Long.MIN_VALUE);
            found = EventPrefix.sequence(event, offset);
        }
    }

    private void onNext(DirectBuffer event, int offset, int length) {
        foundNs = Moment.timeOf(event, offset, foundNs);
        last = Math.max(last, EventPrefix.sequence(event, offset));
        if (found == 0 && foundNs >= wantedNs) {
            found = EventPrefix.sequence(event, offset);
        }
    }
}
