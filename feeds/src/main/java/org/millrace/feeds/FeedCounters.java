package org.millrace.feeds;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.millrace.codecs.sbe.RejectReason;

/** What one feed has counted so far. Written by the feed's thread, read by any. */
public final class FeedCounters {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int REASONS = 256;

    private final long[] counts = new long[FeedCounter.values().length];
    private final long[] rejected = new long[REASONS];

    /** Returns what several have counted together, until now. */
    public static FeedCounters sum(Iterable<FeedCounters> parts) {
        FeedCounters sum = new FeedCounters();
        for (FeedCounters part : parts) {
            for (int i = 0; i < sum.counts.length; i++) {
                sum.counts[i] += (long) LONGS.getOpaque(part.counts, i);
            }
            for (int i = 0; i < REASONS; i++) {
                sum.rejected[i] += (long) LONGS.getOpaque(part.rejected, i);
            }
        }
        return sum;
    }

    public long get(FeedCounter counter) {
        return (long) LONGS.getOpaque(counts, counter.index());
    }

    public long rejected(RejectReason reason) {
        return (long) LONGS.getOpaque(rejected, reason.value() & (REASONS - 1));
    }

    /** Counts one; for the feed's thread. */
    public void count(FeedCounter counter) {
        set(counter, get(counter) + 1);
    }

    /** Sets a count that is kept elsewhere; for the feed's thread. */
    public void set(FeedCounter counter, long count) {
        LONGS.setOpaque(counts, counter.index(), count);
    }

    /** Counts a rejection; for the feed's thread. */
    public void countRejected(RejectReason reason) {
        LONGS.setOpaque(rejected, reason.value() & (REASONS - 1), rejected(reason) + 1);
        count(FeedCounter.REJECTED);
    }
}
