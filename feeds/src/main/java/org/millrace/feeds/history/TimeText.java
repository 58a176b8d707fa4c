package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads times: seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by their size, seconds also
 * with decimals; or ISO 8601, with {@code T} or a space, with an offset or (then UTC) without, or a date alone, its parts
 * perhaps between slashes; or, in UTC, as American programs write it, by the clock of twelve hours:
 * {@code 2/22/2013 12:00:00 AM}. A month before the day is taken for one only where AM or PM says whose custom it is.
 */
public final class TimeText {
    /** Not a time, or none between 1970 and 2261. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long LEAST_MS = 100_000_000_000L; // seconds up to the year 5138, milliseconds from 1973 on
    private static final long STEP = 1_000;
    private static final int MOST_DIGITS = 18;
    private static final int MOST_DECIMALS = 9;
    private static final int DATE_LENGTH = 10;
    private static final int MAX_YEAR = 2261;
    private static final DateTimeFormatter TWELVE_HOURS =
            DateTimeFormatter.ofPattern("[M/d/yyyy][yyyy-MM-dd] h:mm:ss a", Locale.US);

    private TimeText() {}

    /** Returns nanoseconds since the epoch, or {@link #INVALID}. */
    public static long parse(DirectBuffer buffer, int offset, int length) {
        long whole = 0;
        int i = 0;
        while (i < length && isDigit(buffer.getByte(offset + i)) && i <= MOST_DIGITS) {
            whole = whole * 10 + buffer.getByte(offset + i) - '0';
            i++;
        }
        if (i == 0 || i > MOST_DIGITS + 1) {
            return INVALID;
        }
        if (i == length) {
            return epoch(whole);
        }
        if (buffer.getByte(offset + i) == '.' && whole < LEAST_MS) {
            long fraction = fraction(buffer, offset + i + 1, length - i - 1);
            return fraction < 0 || epoch(whole) == INVALID ? INVALID : epoch(whole) + fraction;
        }
        return iso(buffer.getStringWithoutLengthAscii(offset, length));
    }

    /** Returns nanoseconds since the epoch, or {@link #INVALID}. */
    public static long parse(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return parse(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static long epoch(long number) {
        long unit = NS_PER_SECOND;
        for (long least = LEAST_MS; number >= least && unit > 1; least *= STEP) {
            unit /= STEP;
        }
        return number < Long.MAX_VALUE / unit ? number * unit : INVALID;
    }

    /** Reads digits behind the point, as nanoseconds; −1 where they are none or too many. */
    private static long fraction(DirectBuffer buffer, int offset, int length) {
        long fraction = 0;
        if (length < 1) {
            return -1;
        }
        for (int i = 0; i < Math.max(length, MOST_DECIMALS); i++) {
            int digit = i < length ? buffer.getByte(offset + i) - '0' : 0;
            if (digit < 0 || digit > 9 || (i >= MOST_DECIMALS && digit != 0)) {
                return -1;
            }
            fraction = i < MOST_DECIMALS ? fraction * 10 + digit : fraction;
        }
        return fraction;
    }

    private static long iso(String text) {
        try {
            Instant instant = text.endsWith("M")
                    ? LocalDateTime.parse(text, TWELVE_HOURS).toInstant(ZoneOffset.UTC)
                    : instant(text.replace(' ', 'T').replace('/', '-'));
            boolean isHeld = instant.getEpochSecond() >= 0
                    && instant.atOffset(ZoneOffset.UTC).getYear() <= MAX_YEAR;
            return isHeld ? instant.getEpochSecond() * NS_PER_SECOND + instant.getNano() : INVALID;
        } catch (DateTimeException e) {
            return INVALID;
        }
    }

    private static Instant instant(String text) {
        if (text.length() == DATE_LENGTH) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        boolean hasOffset =
                text.endsWith("Z") || text.lastIndexOf('+') > DATE_LENGTH || text.lastIndexOf('-') > DATE_LENGTH;
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
