package org.millrace.bench.micro;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPublisher;

/** Gives what is committed straight to a line, on the same thread. */
final class LinePublisher implements EventPublisher {
    private final UnsafeBuffer[] slots = new UnsafeBuffer[MAX_CLAIM];
    private final int[] lengths = new int[MAX_CLAIM];
    private final EventConsumer line;
    private int claimed;

    LinePublisher(EventConsumer line) {
        this.line = line;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new UnsafeBuffer(new byte[MAX_EVENT_LENGTH]);
        }
    }

    @Override
    public boolean tryClaim(int count) {
        claimed = count;
        for (int i = 0; i < count; i++) {
            lengths[i] = 0;
        }
        return true;
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        return slots[index];
    }

    @Override
    public void length(int index, int length) {
        lengths[index] = length;
    }

    @Override
    public void commit() {
        for (int i = 0; i < claimed; i++) {
            if (lengths[i] > 0) {
                line.onEvent(slots[i], 0, lengths[i]);
            }
        }
    }
}
