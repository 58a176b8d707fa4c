package org.millrace.journal.support;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPrefix;
import org.millrace.journal.BatchAppender;

/** Makes batches of events whose every byte follows from their sequence. */
public final class Batches {
    private static final int CAPACITY = 64 * 1024;

    private final UnsafeBuffer frames = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));

    /** Appends {@code count} events of {@code length} bytes each. */
    public void append(BatchAppender to, long firstSequence, int count, int length) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            EventFrame.writeHeader(frames, at, length);
            write(at + EventFrame.HEADER_LENGTH, firstSequence + i, length);
            at += EventFrame.frameLength(length);
        }
        to.append(frames, 0, at, count, firstSequence);
    }

    private void write(int offset, long sequence, int length) {
        frames.setMemory(offset, length, (byte) sequence);
        EventPrefix.sequence(frames, offset, sequence);
    }
}
