package org.millrace.gateway.liquidations;

import java.time.Duration;

/** The hours that rows are of. All times are UTC ns. */
public final class Hours {
    /** How long an hour is. */
    public static final long HOUR_NS = Duration.ofHours(1).toNanos();

    private Hours() {}

    /** Returns when the newest hour began that the provider should have told of, so long behind its end. */
    public static long newestKnown(long nowNs, long publishDelayNs) {
        return floor(nowNs - publishDelayNs) - HOUR_NS;
    }

    /** Returns when the hour began that a time lies in. */
    public static long floor(long ns) {
        return Math.floorDiv(ns, HOUR_NS) * HOUR_NS;
    }

    /** Returns when the first hour begins from a time on. */
    public static long ceil(long ns) {
        return floor(ns + HOUR_NS - 1);
    }
}
