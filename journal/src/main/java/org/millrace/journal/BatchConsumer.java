package org.millrace.journal;

import org.agrona.DirectBuffer;

/** Takes whole batches as they stand in a journal, to compare or copy them in bulk. */
@FunctionalInterface
public interface BatchConsumer {
    /**
     * Takes one batch.
     *
     * @param frames        holds the events, each in the layout of {@link org.millrace.codecs.EventFrame}; valid only
     *                      during the call and must not be written
     * @param offset        of the first frame
     * @param length        of all frames
     * @param count         events in the batch
     * @param firstSequence of the batch
     */
    void onBatch(DirectBuffer frames, int offset, int length, int count, long firstSequence);
}
