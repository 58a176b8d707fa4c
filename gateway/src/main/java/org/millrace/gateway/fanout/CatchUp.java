package org.millrace.gateway.fanout;

import org.millrace.codecs.EventConsumer;

/** Reads JournalOut for a reader of the ring that was lapped, or has just begun. Used by one thread. */
public interface CatchUp extends AutoCloseable {
    /** Returned by {@link #poll}: what was sought cannot be read. */
    int UNREADABLE = -1;

    /** Knows nothing: what a lapped reader missed is lost to it. */
    CatchUp NONE = new CatchUp() {
        @Override
        public long oldest() {
            return 0;
        }

        @Override
        public boolean seek(long sequence) {
            return false;
        }

        @Override
        public int poll(EventConsumer consumer, int maxBatches) {
            return 0;
        }

        @Override
        public void close() {}
    };

    /** Returns the sequence of the first event that is still kept; 0 = none. */
    long oldest();

    /** Goes to where the event with {@code sequence} is, or will be; false: it is kept no more. */
    boolean seek(long sequence);

    /** Reads some batches and returns how many events they held; 0 = the end; or {@link #UNREADABLE}. */
    int poll(EventConsumer consumer, int maxBatches);

    @Override
    void close();
}
