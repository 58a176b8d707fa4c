package org.millrace.feeds.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/**
 * Gives each metric its number: the CRC-32 of its path, as {@code indicators/ssr}; for a part of an object with the
 * part's name behind a point, as {@code indicators/ssr.h}. It needs no table, and never changes.
 */
public final class MetricId {
    private MetricId() {}

    /** Returns the number of a metric that is one value. */
    public static long of(String path) {
        CRC32 sum = new CRC32();
        sum.update(path.getBytes(UTF_8));
        return sum.getValue();
    }

    /** Returns the number of a part; an empty name is the metric itself. */
    public static long of(String path, String part) {
        return of(part.isEmpty() ? path : path + "." + part);
    }
}
