package org.millrace.feeds.json;

import org.millrace.codecs.LittleEndian;

/**
 * Reads times as {@code 2021-04-17T16:43:30.244075Z} (RFC 3339), with up to nine digits behind the second, and an offset
 * in place of the {@code Z}. The minute that came last is remembered, so that most are two compares.
 */
public final class Rfc3339 {
    /** Not a time, or none between 1970 and 2261. */
    public static final long INVALID = -1;

    /** Most bytes of a time without offset. */
    public static final int LONGEST = 30;

    private static final int SHORTEST = 20;
    private static final int OFFSET_LENGTH = 6;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2261;
    private static final int SECOND_AT = 17;
    private static final int FRACTION_AT = 20;
    private static final int MAX_DIGITS = 9;
    private static final long AROUND_SECOND = ':' | '.' << 24;
    private static final long AROUND_SECOND_MASK = 0xFF0000FFL;
    private static final long ZEROS = 0x3030;
    private static final long ABOVE_59 = 0x767A; // a digit above 9, or in front of it above 5, carries to the high bit
    private static final long HIGH_BITS = 0x8080;
    private static final int END = 'Z' | '"' << 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int DAYS_TO_EPOCH = 719_468; // from 1 March of the year 0
    private static final int DAYS_PER_ERA = 146_097; // 400 years
    private static final long[] UNITS = {
        1_000_000_000L, 100_000_000L, 10_000_000L, 1_000_000L, 100_000L, 10_000L, 1_000L, 100L, 10L, 1L
    };

    private long head; // of the minute that came last, 2021-04-
    private long tail; // 17T16:43
    private long minuteNs = INVALID;
    private int fractionDigits; // of the time that came last
    private int quotedLength;

    /** Returns nanoseconds since the epoch, or {@link #INVALID}. Loads reach up to {@link JsonBytes#SLACK} behind the text. */
    public long parse(byte[] bytes, int offset, int length) {
        if (length < SHORTEST) {
            return INVALID;
        }
        return bytes[offset + length - 1] == 'Z' ? local(bytes, offset, length) : shifted(bytes, offset, length);
    }

    /**
     * Reads a time up to its quote, if it is of the minute that came last, has digits behind the second, and ends in
     * {@code Z}; see {@link #quotedLength()}. Otherwise {@link #INVALID}: the other way will know.
     */
    public long parseQuoted(byte[] bytes, int offset) {
        long third = LittleEndian.longAt(bytes, offset + SECOND_AT - 1); // :43.2440
        long second = (third >>> Byte.SIZE ^ ZEROS) & 0xFFFF; // its tens in the lower byte
        if (LittleEndian.longAt(bytes, offset) != head
                || LittleEndian.longAt(bytes, offset + Long.BYTES) != tail
                || (third & AROUND_SECOND_MASK) != AROUND_SECOND
                || ((second | (second + ABOVE_59)) & HIGH_BITS) != 0
                || minuteNs == INVALID) {
            return INVALID;
        }
        int digits = fractionDigits;
        if (LittleEndian.shortAt(bytes, offset + FRACTION_AT + digits) != END) {
            digits = Math.min(JsonBytes.digitCount(bytes, offset + FRACTION_AT), MAX_DIGITS);
            fractionDigits = digits;
        }
        long fraction = JsonBytes.naturalIfDigits(bytes, offset + FRACTION_AT, digits);
        if (fraction < 0 || LittleEndian.shortAt(bytes, offset + FRACTION_AT + digits) != END) {
            return INVALID;
        }
        quotedLength = FRACTION_AT + digits + 1;
        long seconds = (second & 0xFF) * 10 + (second >>> Byte.SIZE);
        return minuteNs + seconds * NANOS_PER_SECOND + fraction * UNITS[digits];
    }

    /** Returns the length of the time that {@link #parseQuoted} read last. */
    public int quotedLength() {
        return quotedLength;
    }

    /** Reads a time that ends in an offset, as {@code +03:00}. */
    private long shifted(byte[] bytes, int offset, int length) {
        int sign = offset + length - OFFSET_LENGTH;
        byte direction = bytes[sign];
        int hours = two(bytes, sign + 1);
        int minutes = two(bytes, sign + 4);
        boolean isOffset = length >= SHORTEST - 1 + OFFSET_LENGTH
                && (direction == '+' || direction == '-')
                && bytes[sign + 3] == ':'
                && hours >= 0
                && hours <= 23
                && minutes >= 0
                && minutes <= 59;
        long local = isOffset ? local(bytes, offset, length - OFFSET_LENGTH + 1) : INVALID;
        long shift = (hours * 60L + minutes) * 60 * NANOS_PER_SECOND;
        return local == INVALID ? INVALID : Math.max(INVALID, direction == '+' ? local - shift : local + shift);
    }

    /** Reads a time without regard to the last of its bytes. */
    private long local(byte[] bytes, int offset, int length) {
        if (length > LONGEST) {
            return INVALID;
        }
        long first = LittleEndian.longAt(bytes, offset);
        long second = LittleEndian.longAt(bytes, offset + Long.BYTES);
        if (first != head || second != tail) {
            minuteNs = minute(bytes, offset);
            head = first;
            tail = second;
        }
        int seconds = two(bytes, offset + SECOND_AT);
        if (minuteNs == INVALID || bytes[offset + SECOND_AT - 1] != ':' || seconds < 0 || seconds > 59) {
            return INVALID;
        }
        long fraction = length == SHORTEST ? 0 : fraction(bytes, offset + FRACTION_AT, length - SHORTEST - 1);
        return fraction < 0 ? INVALID : minuteNs + seconds * NANOS_PER_SECOND + fraction;
    }

    private static long fraction(byte[] bytes, int position, int digits) {
        if (digits < 1
                || digits > MAX_DIGITS
                || bytes[position - 1] != '.'
                || JsonBytes.digitCount(bytes, position) != digits) {
            return INVALID;
        }
        return JsonBytes.natural(bytes, position, digits) * UNITS[digits];
    }

    private static long minute(byte[] bytes, int offset) {
        int century = two(bytes, offset);
        int yearOfCentury = two(bytes, offset + 2);
        int month = two(bytes, offset + 5);
        int day = two(bytes, offset + 8);
        int hour = two(bytes, offset + 11);
        int minute = two(bytes, offset + 14);
        if ((century | yearOfCentury | month | day | hour | minute) < 0
                || bytes[offset + 4] != '-'
                || bytes[offset + 7] != '-'
                || bytes[offset + 10] != 'T'
                || bytes[offset + 13] != ':') {
            return INVALID;
        }
        int year = century * 100 + yearOfCentury;
        boolean isDate = year >= FIRST_YEAR && year <= LAST_YEAR && isDay(year, month, day);
        if (!isDate || hour > 23 || minute > 59) {
            return INVALID;
        }
        return ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 * NANOS_PER_SECOND;
    }

    private static boolean isDay(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int days = month == 2 ? (isLeap ? 29 : 28) : 30 + ((month + (month >> 3)) & 1);
        return day <= days;
    }

    /** Counts years from March on, so that the leap day is the last: H. Hinnant, "chrono-compatible date algorithms". */
    private static long epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = shifted / 400;
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_ERA + dayOfEra - DAYS_TO_EPOCH;
    }

    private static int two(byte[] bytes, int position) {
        int tens = bytes[position] - '0';
        int ones = bytes[position + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
