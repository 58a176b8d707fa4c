package org.millrace.feeds.support;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPublisher;

/** A ring that hands each committed event on at once, and is full when told so. Allocates nothing. */
public final class RecordingPublisher implements EventPublisher {
    private final EventConsumer consumer;
    private final UnsafeBuffer[] slots = new UnsafeBuffer[MAX_CLAIM];
    private final int[] lengths = new int[MAX_CLAIM];
    private int claimed;
    private long free = Long.MAX_VALUE;

    public RecordingPublisher(EventConsumer consumer) {
        this.consumer = consumer;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new UnsafeBuffer(new byte[MAX_EVENT_LENGTH]);
        }
    }

    /** Says how many slots are left. */
    public void free(long count) {
        free = count;
    }

    @Override
    public boolean tryClaim(int count) {
        if (count < 1 || count > MAX_CLAIM || claimed != 0) {
            throw new IllegalStateException("claim of " + count + " after " + claimed);
        }
        if (count > free) {
            return false;
        }
        free -= count;
        claimed = count;
        return true;
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        if (index >= claimed) {
            throw new IllegalStateException("slot " + index + " of " + claimed);
        }
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
                consumer.onEvent(slots[i], 0, lengths[i]);
            }
            lengths[i] = 0;
        }
        claimed = 0;
    }
}
