package org.millrace.feeds;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which books the line does not trust: lost to a refused update, or crossed. The line's last thread writes, feeds read;
 * a feed that holds such a book for whole fetches its snapshot again.
 */
public final class LostBooks {
    /** Nobody tells: every book is trusted. */
    public static final LostBooks NONE = new LostBooks(0);

    private final AtomicIntegerArray lost;

    /**
     * Creates one that trusts all.
     *
     * @param capacity most instruments
     */
    public LostBooks(int capacity) {
        lost = new AtomicIntegerArray(capacity + 1);
    }

    /** Notes whether a book is lost; an id beyond the capacity is passed over. */
    public void set(int instrumentId, boolean isLost) {
        if (instrumentId < lost.length()) {
            lost.setRelease(instrumentId, isLost ? 1 : 0);
        }
    }

    /** Tells whether a book is lost. */
    public boolean contains(int instrumentId) {
        return instrumentId < lost.length() && lost.getAcquire(instrumentId) != 0;
    }
}
