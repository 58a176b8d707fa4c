package org.millrace.engine.conveyor;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.MultiProducerSequencer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.Sequencer;
import com.lmax.disruptor.SingleProducerSequencer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.codecs.EventPublisher;
import org.millrace.codecs.settings.Settings;

/**
 * A Disruptor ring without event objects: one contiguous block of memory outside the heap, cut into slots of
 * {@link EventFrame#SLOT_LENGTH} bytes. Many producers or one, always one reader, whose sequence holds the producers
 * back.
 */
public final class EventRing {
    /** Slots unless a setting says otherwise: 4 MiB. */
    public static final int DEFAULT_SLOTS = 16_384;

    static final long FULL = Long.MIN_VALUE;

    private static final int MIN_SLOTS = 2 * EventPublisher.MAX_CLAIM;
    private static final int MAX_SLOTS = 1 << 22;
    private static final int SLOT_SHIFT = Integer.numberOfTrailingZeros(EventFrame.SLOT_LENGTH);

    private final int mask;
    private final UnsafeBuffer memory;
    private final Sequencer sequencer;
    private final Sequence consumed = new Sequence();
    private final SequenceBarrier barrier;
    private volatile boolean admitting = true;
    private volatile boolean closed;

    private EventRing(int slots, Sequencer sequencer) {
        this.mask = slots - 1;
        this.memory = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(slots * EventFrame.SLOT_LENGTH, EventFrame.SLOT_LENGTH));
        this.sequencer = sequencer;
        sequencer.addGatingSequences(consumed);
        this.barrier = sequencer.newBarrier();
    }

    /** Creates a ring that any number of threads publish to, each through its own {@link RingPublisher}. */
    public static EventRing shared(int slots, Waiting waiting) {
        return new EventRing(slots, new MultiProducerSequencer(checked(slots), waiting.strategy()));
    }

    /** Creates a ring between two neighbours on the conveyor. */
    static EventRing between(int slots, Waiting waiting) {
        return new EventRing(slots, new SingleProducerSequencer(checked(slots), waiting.strategy()));
    }

    /** Checks a number of slots before there is a ring. */
    static int checked(int slots) {
        Settings.require(
                BitUtil.isPowerOfTwo(slots) && slots >= MIN_SLOTS && slots <= MAX_SLOTS,
                "conveyor.ring-slots",
                slots,
                "a power of two from " + MIN_SLOTS + " to " + MAX_SLOTS);
        return slots;
    }

    /** Returns how many slots are claimed and not yet taken by the reader. */
    public long occupied() {
        return Math.max(0, sequencer.getCursor() - consumed.get());
    }

    /** Returns the number of slots. */
    public int capacity() {
        return mask + 1;
    }

    /** Stops or resumes admission: while stopped, the ring answers producers as if it were full. */
    public void admit(boolean admitting) {
        this.admitting = admitting;
    }

    /** Returns whether it takes events, as far as there is room. */
    public boolean isAdmitting() {
        return admitting;
    }

    /**
     * Claims slots.
     *
     * @return number of the last slot, or {@link #FULL}
     */
    long tryClaim(int slots) {
        if (closed || !admitting || !sequencer.hasAvailableCapacity(slots)) {
            return FULL;
        }
        try {
            return sequencer.tryNext(slots);
        } catch (InsufficientCapacityException e) { // without a stack trace: another producer was quicker
            return FULL;
        }
    }

    void publish(long first, long last) {
        sequencer.publish(first, last);
    }

    UnsafeBuffer memory() {
        return memory;
    }

    int offset(long slot) {
        return ((int) slot & mask) << SLOT_SHIFT;
    }

    Sequence consumed() {
        return consumed;
    }

    SequenceBarrier barrier() {
        return barrier;
    }

    boolean isDrained() {
        return consumed.get() >= sequencer.getCursor();
    }

    boolean isClosed() {
        return closed;
    }

    /** Lets nobody publish any more, and wakes the reader to stop where it stands. */
    void close() {
        closed = true;
        barrier.alert();
    }
}
