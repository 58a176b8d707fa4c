package org.millrace.engine.program;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;

/** Sees whether the line takes inputs: clock ticks come also from a quiet market. Any thread may ask. */
final class LineWatch implements Supplier<String> {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier sequence;
    private final NanoClock clock;
    private long lastSequence = -1;
    private long movedNs;

    /** Makes one that has not looked yet. */
    LineWatch(LongSupplier sequence, NanoClock clock) {
        this.sequence = sequence;
        this.clock = clock;
    }

    /** Looks, and says since when nothing has moved; empty: not for long. */
    @Override
    public synchronized String get() {
        long nowNs = clock.nanoTime();
        long newest = sequence.getAsLong();
        if (newest != lastSequence) {
            lastSequence = newest;
            movedNs = nowNs;
        }
        long still = nowNs - movedNs;
        return still < PATIENCE_NS ? "" : "no input for " + TimeUnit.NANOSECONDS.toSeconds(still) + " s";
    }
}
