package org.millrace.engine.conveyor;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;

/**
 * Hands the events of a ring to a consumer, in the order in which they were claimed: all that wait, then
 * {@code flush()}, then waits for more.
 */
final class RingReader {
    /** Slots given back at once to the producers while a batch is under way. */
    private static final int RELEASE = 64;

    private final EventRing ring;
    private final EventConsumer consumer;
    private final UnsafeBuffer memory;
    private final Sequence consumed;

    RingReader(EventRing ring, EventConsumer consumer) {
        this.ring = ring;
        this.consumer = consumer;
        this.memory = ring.memory();
        this.consumed = ring.consumed();
    }

    /**
     * Reads until the ring is closed.
     *
     * @throws StageFault what a stage threw, with the event that it was given
     */
    void run() throws InterruptedException, TimeoutException {
        SequenceBarrier barrier = ring.barrier();
        long next = consumed.get() + 1;
        while (!ring.isClosed()) {
            try {
                long available = barrier.waitFor(next);
                if (available >= next) { // otherwise claimed, but not yet committed
                    takeAll(next, available);
                    next = available + 1;
                }
            } catch (AlertException e) {
                return;
            }
        }
    }

    private void takeAll(long first, long last) {
        long slot = first;
        while (last - slot >= RELEASE) {
            take(slot, slot + RELEASE - 1);
            slot += RELEASE;
            consumed.set(slot - 1);
        }
        take(slot, last);
        consumer.flush();
        consumed.set(last);
    }

    private void take(long first, long last) {
        for (long slot = first; slot <= last; slot++) {
            int offset = ring.offset(slot);
            int length = EventFrame.length(memory, offset);
            if (length > 0) {
                hand(EventFrame.messageOffset(offset), length);
            }
        }
    }

    private void hand(int offset, int length) {
        try {
            consumer.onEvent(memory, offset, length);
        } catch (RuntimeException | Error e) {
            throw StageFault.at(memory, offset, e);
        }
    }
}
