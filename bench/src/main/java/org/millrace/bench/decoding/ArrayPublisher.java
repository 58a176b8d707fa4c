package org.millrace.bench.decoding;

import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPublisher;

/** A ring without a ring: an array of slots, written over by the next claim. */
final class ArrayPublisher implements EventPublisher {
    private final UnsafeBuffer[] slots = new UnsafeBuffer[MAX_CLAIM];
    private final int[] lengths = new int[MAX_CLAIM];

    ArrayPublisher() {
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new UnsafeBuffer(new byte[MAX_EVENT_LENGTH]);
        }
    }

    /** Forgets what was published. */
    void clear() {
        Arrays.fill(lengths, 0);
    }

    /** Hands over what the last claims left. */
    void forEach(EventConsumer consumer) {
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                consumer.onEvent(slots[i], 0, lengths[i]);
            }
        }
    }

    @Override
    public boolean tryClaim(int count) {
        return count <= slots.length;
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
        // what was claimed stays where it is
    }
}
