package org.millrace.feeds.binance;

/** Reads the venue's times, which are milliseconds or, where a stream was asked for so, microseconds. */
final class Times {
    /** Not a time. */
    static final long INVALID = -1;

    private static final long FIRST_NOT_MILLIS = 100_000_000_000_000L; // in the year 5138; as microseconds in 1973
    private static final long FIRST_NOT_MICROS = Long.MAX_VALUE / 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private Times() {}

    static long toNanos(long time) {
        if (time < FIRST_NOT_MILLIS) {
            return time < FIRST_NOT_MICROS / NANOS_PER_MICRO ? time * NANOS_PER_MILLI : INVALID;
        }
        return time < FIRST_NOT_MICROS ? time * NANOS_PER_MICRO : INVALID;
    }
}
