package org.millrace.engine.journalling;

import org.agrona.DirectBuffer;

/** The batches of a journal, one at a time, verified. */
public interface RecordedBatches {
    /** Moves to the next batch; false: the journal ends here. */
    boolean next();

    /** Returns what holds the frames of the batch; valid until the next move. */
    DirectBuffer buffer();

    /** Returns where its first frame begins. */
    int offset();

    /** Returns the bytes of its frames. */
    int length();
}
