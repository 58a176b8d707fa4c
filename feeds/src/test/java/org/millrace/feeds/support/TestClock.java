package org.millrace.feeds.support;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochNanoClock;

/** Stands still until it is moved. */
public final class TestClock implements EpochNanoClock {
    private final AtomicLong nowNs = new AtomicLong(1_793_491_200_000_000_000L);

    @Override
    public long nanoTime() {
        return nowNs.get();
    }

    public void advance(Duration duration) {
        nowNs.addAndGet(duration.toNanos());
    }
}
