package org.millrace.gateway.fanout;

import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;

/** Catches up from events in memory, of which the first has sequence 1; more may be added meanwhile. */
final class MemoryCatchUp implements CatchUp {
    private final IntFunction<? extends DirectBuffer> events;
    private final IntSupplier count;
    private final int eventsPerBatch;
    private int next;

    MemoryCatchUp(IntFunction<? extends DirectBuffer> events, IntSupplier count, int eventsPerBatch) {
        this.events = events;
        this.count = count;
        this.eventsPerBatch = eventsPerBatch;
    }

    @Override
    public long oldest() {
        return 1;
    }

    @Override
    public boolean seek(long sequence) {
        next = (int) sequence - 1;
        return true;
    }

    @Override
    public int poll(EventConsumer consumer, int maxBatches) {
        int first = next;
        int end = Math.min(first + eventsPerBatch * maxBatches, count.getAsInt());
        for (; next < end; next++) {
            DirectBuffer event = events.apply(next);
            consumer.onEvent(event, 0, event.capacity());
        }
        consumer.flush();
        return end - first;
    }

    @Override
    public void close() {}
}
