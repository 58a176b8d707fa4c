package org.millrace.engine.conveyor;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPublisher;

/** Encodes events in place in the slots of a shared {@link EventRing}. Each producing thread has its own. */
public final class RingPublisher implements EventPublisher {
    private final EventRing ring;
    private final UnsafeBuffer memory;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private long first;
    private long last;

    public RingPublisher(EventRing ring) {
        this.ring = ring;
        this.memory = ring.memory();
    }

    @Override
    public boolean tryClaim(int slots) {
        long claimed = ring.tryClaim(slots);
        if (claimed == EventRing.FULL) {
            return false;
        }
        first = claimed - slots + 1;
        last = claimed;
        for (long slot = first; slot <= claimed; slot++) {
            memory.putLong(ring.offset(slot), 0L);
        }
        return true;
    }

    /** Returns whether the line has ended: no claim will ever succeed again. */
    public boolean isClosed() {
        return ring.isClosed();
    }

    @Override
    public MutableDirectBuffer slot(int index) {
        view.wrap(memory, ring.offset(first + index) + EventFrame.HEADER_LENGTH, MAX_EVENT_LENGTH);
        return view;
    }

    @Override
    public void length(int index, int length) {
        memory.putInt(ring.offset(first + index), length);
    }

    @Override
    public void commit() {
        ring.publish(first, last);
    }
}
