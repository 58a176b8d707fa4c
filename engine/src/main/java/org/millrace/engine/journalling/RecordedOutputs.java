package org.millrace.engine.journalling;

import org.agrona.DirectBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.journal.BatchConsumer;
import org.millrace.journal.JournalReader;

/** The batches of JournalOut, from the first output or a later one on. They stay mapped until the next one is asked for. */
public final class RecordedOutputs implements RecordedBatches, BatchConsumer, AutoCloseable {
    private final JournalReader reader;
    private long fromSequence = 1;
    private DirectBuffer buffer;
    private int offset;
    private int length;

    /** Reads from the first output on; closes the reader in the end. */
    public RecordedOutputs(JournalReader reader) {
        this.reader = reader;
    }

    /** Goes to an output, before the first batch is asked for. */
    public void seek(long sequence) {
        fromSequence = sequence;
        reader.seek(sequence);
    }

    /** Returns the sequence of the first output that the journal still has; 0: it has none. */
    public long firstSequence() {
        return reader.firstSequence();
    }

    @Override
    public boolean next() {
        return reader.pollBatches(this, 1) > 0;
    }

    @Override
    public void onBatch(DirectBuffer frames, int framesOffset, int framesLength, int count, long firstSequence) {
        int from = framesOffset;
        for (long sequence = firstSequence; sequence < fromSequence; sequence++) {
            from += EventFrame.frameLength(EventFrame.length(frames, from));
        }
        buffer = frames;
        offset = from;
        length = framesLength - (from - framesOffset);
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() {
        reader.close();
    }
}
