package org.millrace.gateway.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.gateway.fanout.CatchUp;

/** JournalOut in memory, from sequence 1, in batches of a few; its oldest events may be deleted. Used by any thread. */
public final class MemoryJournal implements Supplier<CatchUp> {
    private static final int EVENTS_A_BATCH = 7;

    private final List<UnsafeBuffer> events = new ArrayList<>();
    private long oldest = 1;

    synchronized void append(DirectBuffer event, int offset, int length) {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, event, offset, length);
        events.add(copy);
    }

    /** Deletes what is older. */
    public synchronized void keepFrom(long sequence) {
        oldest = sequence;
    }

    @Override
    public CatchUp get() {
        return new Reader();
    }

    private synchronized List<UnsafeBuffer> from(long sequence, int count) {
        int first = (int) Math.min(sequence - 1, events.size());
        return List.copyOf(events.subList(first, Math.min(first + count, events.size())));
    }

    private synchronized long oldest() {
        return events.isEmpty() ? 0 : oldest;
    }

    private final class Reader implements CatchUp {
        private long next = 1;

        @Override
        public long oldest() {
            return MemoryJournal.this.oldest();
        }

        @Override
        public boolean seek(long sequence) {
            next = sequence;
            return sequence >= oldest();
        }

        @Override
        public int poll(EventConsumer consumer, int maxBatches) {
            List<UnsafeBuffer> batch = from(next, EVENTS_A_BATCH * maxBatches);
            next += batch.size();
            batch.forEach(event -> consumer.onEvent(event, 0, event.capacity()));
            consumer.flush();
            return batch.size();
        }

        @Override
        public void close() {}
    }
}
