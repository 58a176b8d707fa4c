package org.millrace.feeds.session;

import java.util.random.RandomGenerator;

/** Draws waits with full jitter: uniform from 0 to min(cap, base · 2ⁿ) ("Exponential Backoff And Jitter", AWS, 2015). */
public final class Backoff {
    private static final int MAX_DOUBLINGS = 30;

    private final long baseNs;
    private final long capNs;
    private final RandomGenerator random;
    private int failures;

    public Backoff(BackoffSettings settings, RandomGenerator random) {
        baseNs = settings.base().toNanos();
        capNs = settings.cap().toNanos();
        this.random = random;
    }

    /** Returns how long to wait after one more failure. */
    public long nextNs() {
        long limitNs = limitNs();
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
        return random.nextLong(limitNs + 1);
    }

    /** Forgets the failures. */
    public void reset() {
        failures = 0;
    }

    private long limitNs() {
        long doubled = baseNs << failures;
        return doubled >> failures == baseNs ? Math.min(capNs, doubled) : capNs;
    }
}
