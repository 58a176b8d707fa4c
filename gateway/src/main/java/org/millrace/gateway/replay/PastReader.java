package org.millrace.gateway.replay;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.gateway.fanout.CatchUp;
import org.millrace.gateway.fanout.Channels;
import org.millrace.gateway.fanout.FanOutFrame;
import org.millrace.gateway.fanout.StreamFilter;
import org.millrace.gateway.fanout.StreamNumbers;

/**
 * Reads a span of JournalOut, and frames what is wanted of it as it was framed when it was live: the numbers of the
 * streams at its beginning are those at another event, less or more what lies between, which is counted first.
 *
 * <pre>
 *   staged:  | time | cause | frame | time | cause | frame | …     of one batch of the journal
 * </pre>
 */
final class PastReader {
    /** Bytes before a staged frame. */
    static final int STAMP_LENGTH = 16;

    private static final int COUNTED_BATCHES = 32;

    private final CatchUp journal;
    private final StreamFilter filter;
    private final ExpandableArrayBuffer staged = new ExpandableArrayBuffer(64 * 1024);
    private final EventConsumer counter = this::count;
    private final EventConsumer stager = this::stage;
    private StreamNumbers numbers = new StreamNumbers();
    private StreamNumbers counts = new StreamNumbers();
    private Span span;
    private long first;
    private long countEnd;
    private boolean countsForward;
    private long sequence;
    private long timeNs;
    private int length;
    private boolean ended;

    PastReader(CatchUp journal, StreamFilter filter) {
        this.journal = journal;
        this.filter = filter;
    }

    /** Finds the beginning of a span; false: it is not kept any more. */
    boolean begin(Span wanted) {
        span = wanted;
        ended = false;
        length = 0;
        counts = new StreamNumbers();
        long oldest = journal.oldest();
        timeNs = Long.MIN_VALUE;
        first = wanted.from().isTime()
                ? new TimeSearch(journal).firstAt(wanted.from().value(), oldest, wanted.anchor())
                : Math.max(1, wanted.from().value());
        if (oldest == 0 || first < oldest || (wanted.from().isTime() && first == oldest && oldest > 1)) {
            return false;
        }
        boolean isAhead = first - 1 > wanted.anchor();
        countsForward = isAhead || (oldest == 1 && first - 1 < wanted.anchor() - first);
        countEnd = countsForward ? first - 1 : wanted.anchor();
        sequence = first - 1;
        if (isAhead) {
            counts.copyFrom(wanted.numbers());
            sequence = wanted.anchor();
        } else if (countsForward) {
            sequence = 0;
        }
        return journal.seek(sequence + 1);
    }

    /**
     * Counts a little of what lies between.
     *
     * @return 1: that is done, and the span can be read; 0: there is more; or {@link CatchUp#UNREADABLE}
     */
    int prepare() {
        if (sequence < countEnd) {
            int read = journal.poll(counter, COUNTED_BATCHES);
            if (sequence < countEnd) {
                return read > 0 ? 0 : CatchUp.UNREADABLE;
            }
        }
        numbers = counts;
        if (!countsForward) {
            numbers = new StreamNumbers();
            numbers.copyFrom(span.numbers());
            numbers.subtract(counts);
        }
        sequence = first - 1;
        return journal.seek(first) ? 1 : CatchUp.UNREADABLE;
    }

    /**
     * Reads the next batch into {@link #staged}.
     *
     * @return events read; 0: the span, or the journal, ends here; or {@link CatchUp#UNREADABLE}
     */
    int read() {
        length = 0;
        return ended ? 0 : journal.poll(stager, 1);
    }

    /** Returns the frames of the newest batch that are wanted, each with its stamp. */
    DirectBuffer staged() {
        return staged;
    }

    /** Returns bytes of {@link #staged}. */
    int length() {
        return length;
    }

    /** Returns the newest event that was read. */
    long sequence() {
        return sequence;
    }

    static long timeNs(DirectBuffer staged, int offset) {
        return staged.getLong(offset);
    }

    static long cause(DirectBuffer staged, int offset) {
        return staged.getLong(offset + Long.BYTES);
    }

    private void count(DirectBuffer event, int offset, int eventLength) {
        long eventSequence = EventPrefix.sequence(event, offset);
        if (eventSequence <= countEnd) {
            counts.count(event, offset);
        }
        sequence = eventSequence;
    }

    private void stage(DirectBuffer event, int offset, int eventLength) {
        long eventSequence = EventPrefix.sequence(event, offset);
        if (ended || eventSequence < first) {
            return;
        }
        long time = Moment.timeOf(event, offset, timeNs);
        if (span.to().isTime()
                ? time >= span.to().value()
                : eventSequence > span.to().value()) {
            ended = true;
            return;
        }
        sequence = eventSequence;
        timeNs = time;
        int channel = Channels.of(event, offset);
        if (channel != Channels.NONE) {
            frame(channel, event, offset, eventLength);
            int second = Channels.secondOf(channel, event, offset);
            if (second != Channels.NONE) {
                frame(second, event, offset, eventLength);
            }
        }
    }

    private void frame(int channel, DirectBuffer event, int offset, int eventLength) {
        int instrumentId = EventPrefix.instrumentId(event, offset);
        int number = numbers.next(channel, instrumentId);
        if (filter.wants(channel, event, offset)) {
            staged.putLong(length, timeNs);
            staged.putLong(length + Long.BYTES, EventPrefix.cause(event, offset));
            length += STAMP_LENGTH;
            length += FanOutFrame.write(
                    staged, length, FanOutFrame.channelAndNumber(channel, number), event, offset, eventLength);
        }
    }
}
