package org.millrace.journal;

import org.agrona.DirectBuffer;

/** Takes whole batches of events to be kept: a journal, or what compares with one. */
public interface BatchAppender extends AutoCloseable {
    /**
     * Most bytes of frames in one batch: below a quarter of the smallest block, which is the room that is certain to
     * lie before an appender.
     */
    int MAX_LENGTH = 128 * 1024;

    /**
     * Appends one batch, whole or not at all.
     *
     * @param frames        holds the events, each in the layout of {@link org.millrace.codecs.EventFrame}
     * @param offset        of the first frame
     * @param length        of all frames, at most {@link #MAX_LENGTH}
     * @param count         events in the batch, 1 or more
     * @param firstSequence of the batch; the other events follow it without a gap
     * @throws JournalException if it could not be appended: the appender takes nothing more
     */
    void append(DirectBuffer frames, int offset, int length, int count, long firstSequence);

    @Override
    void close();
}
