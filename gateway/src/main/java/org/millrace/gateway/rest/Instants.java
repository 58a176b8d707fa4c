package org.millrace.gateway.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;

/** Times as REST writes and reads them. */
final class Instants {
    private static final long NANOS = 1_000_000_000L;
    private static final long MILLIS_LIMIT = 100_000_000_000_000L;
    private static final long MILLION = 1_000_000L;

    private Instants() {}

    static String text(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NANOS), Math.floorMod(ns, NANOS))
                .toString();
    }

    /** Reads RFC 3339, or milliseconds or nanoseconds since the epoch; empty where it is none of these. */
    static OptionalLong parse(String text) {
        try {
            if (text.matches("\\d{1,18}|\\d{19}")) {
                long number = Long.parseLong(text);
                return OptionalLong.of(number < MILLIS_LIMIT ? Math.multiplyExact(number, MILLION) : number);
            }
            Instant instant = Instant.parse(text);
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano()));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
