package org.millrace.engine.conveyor;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;

/** Carries events from one conveyor thread to the next: copies each into the ring between them, waits while it is full. */
final class RingLink implements EventConsumer {
    /** Events made visible at once while more are coming: a publication costs a cache line handed over. */
    private static final int BATCH = 16;

    private static final int SPINS = 100;

    private final EventRing ring;
    private final UnsafeBuffer memory;
    private long first;
    private int pending;

    RingLink(EventRing ring) {
        this.ring = ring;
        this.memory = ring.memory();
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        long slot = ring.tryClaim(1);
        if (slot == EventRing.FULL) {
            slot = awaitSlot();
        }
        if (pending == 0) {
            first = slot;
        }
        EventFrame.write(memory, ring.offset(slot), buffer, offset, length);
        if (++pending == BATCH) {
            publish();
        }
    }

    @Override
    public void flush() {
        if (pending > 0) {
            publish();
        }
    }

    private void publish() {
        ring.publish(first, first + pending - 1);
        pending = 0;
    }

    @SuppressWarnings("ThreadPriorityCheck") // yields to the very thread that makes room
    private long awaitSlot() {
        flush(); // the reader can only make room with what it has been given
        for (int spins = 0; ; spins++) {
            long slot = ring.tryClaim(1);
            if (slot != EventRing.FULL) {
                return slot;
            }
            if (ring.isClosed()) {
                throw new LineClosedException();
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
