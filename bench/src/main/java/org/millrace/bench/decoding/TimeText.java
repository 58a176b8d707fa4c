package org.millrace.bench.decoding;

import java.time.LocalDate;

/** Reads times out of the texts that a library makes: {@code 2026-08-09T21:05:48.251397169Z}. The day is remembered. */
final class TimeText {
    private static final int DATE_LENGTH = 10;
    private static final int FRACTION_AT = 20;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private int dayOf = -1; // year, month and day in one number
    private long dayNs;

    /** Returns nanoseconds since the epoch. */
    long nanos(CharSequence text, int length) {
        int date = number(text, 0, 4) * 10_000 + number(text, 5, 7) * 100 + number(text, 8, DATE_LENGTH);
        if (date != dayOf) {
            dayNs = LocalDate.of(date / 10_000, date / 100 % 100, date % 100).toEpochDay() * 86_400L * NANOS_PER_SECOND;
            dayOf = date;
        }
        long seconds = number(text, 11, 13) * 3_600L + number(text, 14, 16) * 60L + number(text, 17, 19);
        long fraction = 0;
        int digits = 0;
        for (int i = FRACTION_AT; i < length - 1; i++, digits++) {
            fraction = fraction * 10 + text.charAt(i) - '0';
        }
        for (; digits < NANO_DIGITS; digits++) {
            fraction *= 10;
        }
        return dayNs + seconds * NANOS_PER_SECOND + fraction;
    }

    /** Returns the nanoseconds of milliseconds. */
    static long ofMillis(long millis) {
        return millis * 1_000_000L;
    }

    private static int number(CharSequence text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
