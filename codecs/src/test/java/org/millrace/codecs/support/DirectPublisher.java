package org.millrace.codecs.support;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPublisher;

/** A ring without a ring: hands committed events to a consumer at once. Can be told to be full. */
public final class DirectPublisher implements EventPublisher {
    private final EventConsumer consumer;
    private final UnsafeBuffer[] slots = new UnsafeBuffer[MAX_CLAIM];
    private final int[] lengths = new int[MAX_CLAIM];
    private int claimed;
    private boolean full;

    /** Makes a publisher to {@code consumer}. */
    public DirectPublisher(EventConsumer consumer) {
        this.consumer = consumer;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new UnsafeBuffer(new byte[MAX_EVENT_LENGTH]);
        }
    }

    /** Refuses claims from now on, or no longer. */
    public DirectPublisher full(boolean isFull) {
        full = isFull;
        return this;
    }

    @Override
    public boolean tryClaim(int count) {
        if (claimed != 0) {
            throw new IllegalStateException("claim: " + claimed + " slots not committed, expected 0");
        }
        if (count < 1 || count > MAX_CLAIM) {
            throw new IllegalArgumentException("slots: " + count + ", expected 1 to " + MAX_CLAIM);
        }
        if (full) {
            return false;
        }
        claimed = count;
        return true;
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        checkClaimed(index);
        return slots[index];
    }

    @Override
    public void length(int index, int length) {
        checkClaimed(index);
        lengths[index] = length;
    }

    @Override
    public void commit() {
        int count = claimed;
        claimed = 0;
        for (int i = 0; i < count; i++) {
            if (lengths[i] > 0) {
                consumer.onEvent(slots[i], 0, lengths[i]);
            }
            lengths[i] = 0;
        }
        consumer.flush();
    }

    private void checkClaimed(int index) {
        if (index < 0 || index >= claimed) {
            throw new IllegalArgumentException("index: " + index + ", expected 0 to " + (claimed - 1));
        }
    }
}
