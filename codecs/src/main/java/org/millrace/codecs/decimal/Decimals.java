package org.millrace.codecs.decimal;

import java.math.BigDecimal;
import org.agrona.MutableDirectBuffer;

/**
 * Reads and prints 64-bit decimals, {@code mantissa × 10^exponent}, straight from and to bytes. Accepted are digits with
 * at most one point, a minus before them, a power of ten behind them ({@code 1e-08}); at least one digit.
 */
public final class Decimals {
    /** Result: not a number. */
    public static final long MALFORMED = Long.MIN_VALUE;
    /** Result: digits other than zero behind the last place that the exponent holds. */
    public static final long PRECISION = Long.MIN_VALUE + 1;
    /** Result: does not fit a mantissa. */
    public static final long OVERFLOW = Long.MIN_VALUE + 2;

    /** Most bytes that {@link #print} writes. */
    public static final int MAX_PRINTED_LENGTH = 40;

    private static final int WORD = Long.BYTES;
    private static final int SHORT = 2 * WORD;
    private static final int WIDE = 3 * WORD;
    private static final long WORD_UNIT = 100_000_000L; // 10^WORD
    private static final long MOST_IN_FRONT = 921; // times 10^16, and any sixteen digits, fits 63 bits

    private Decimals() {}

    /**
     * Reads a decimal. Zeros at its end count as not written.
     *
     * @param exponent of the mantissa wanted, −18 to 0
     * @return the mantissa, or {@link #MALFORMED}, {@link #PRECISION} or {@link #OVERFLOW}
     */
    public static long parse(byte[] bytes, int offset, int length, int exponent) {
        int start = offset + length - SHORT;
        if (length > SHORT || length <= 0 || start < 0) {
            return parseWide(bytes, offset, length, exponent);
        }
        long first = 0;
        long second = DigitWords.load(bytes, start + WORD);
        if (length > WORD) {
            first = DigitWords.last(DigitWords.load(bytes, start), length - WORD);
        } else {
            second = DigitWords.last(second, length);
        }
        long number = parse(first, second, length, exponent);
        return number == MALFORMED ? DecimalScanner.parse(bytes, offset, length, exponent) : number;
    }

    /**
     * Reads a decimal of at most 15 bytes in the two words that it begins, as they were loaded, little-endian.
     *
     * @param behind which of the sixteen bytes follows it, 1 to 15
     * @return as {@link #parse(byte[], int, int, int)}; MALFORMED also where it is written with a sign or a power
     */
    public static long parseFront(long head, long tail, int behind, int exponent) {
        int shift = (SHORT - behind) << 3; // 8 to 120: the number's last byte becomes the last of all
        long low = head ^ DigitWords.ZEROS;
        long high = tail ^ DigitWords.ZEROS;
        long first = behind <= WORD ? 0 : low << shift;
        long second = behind <= WORD ? low << shift : (high << shift) | (low >>> -shift);
        return parse(first, second, behind, exponent);
    }

    /** Reads sixteen characters of which those before the number are zero. */
    private static long parse(long head, long tail, int length, int exponent) {
        long first = head;
        long second = tail;
        int decimals = 0;
        int place = DigitWords.point(second);
        if (place < WORD) {
            decimals = WORD - 1 - place;
            second = DigitWords.closeGap(second, place, first);
            first <<= Byte.SIZE;
        } else if ((place = DigitWords.point(first)) < WORD) {
            decimals = SHORT - 1 - place;
            first = DigitWords.closeGap(first, place, 0);
        }
        if (!DigitWords.areDigits(first, second) || (length == 1 && place < WORD)) {
            return MALFORMED;
        }
        return rescale(DigitWords.number(first) * WORD_UNIT + DigitWords.number(second), -exponent - decimals);
    }

    /** Tells whether a result of {@link #parse} is none of the numbers but a reason. */
    public static boolean isError(long result) {
        return result <= OVERFLOW;
    }

    /**
     * Prints a decimal in plain notation without zeros at its end: {@code 61686}, {@code 0.00009}.
     *
     * @param exponent −18 to 0
     * @return bytes written, {@link #MAX_PRINTED_LENGTH} at most
     */
    public static int print(long mantissa, int exponent, MutableDirectBuffer buffer, int offset) {
        if (mantissa < 0) {
            if (mantissa == Long.MIN_VALUE) {
                return Amounts.print(-1, mantissa, exponent, buffer, offset);
            }
            buffer.putByte(offset, (byte) '-');
            return 1 + print(-mantissa, exponent, buffer, offset + 1);
        }
        long unit = PowersOfTen.power(-exponent);
        long whole = mantissa / unit;
        long fraction = mantissa - whole * unit;
        int length = buffer.putNaturalLongAscii(offset, whole);
        if (fraction == 0) {
            return length;
        }
        buffer.putByte(offset + length, (byte) '.');
        return length + 1 + printFraction(fraction, -exponent, buffer, offset + length + 1);
    }

    /**
     * Returns a mantissa for another exponent.
     *
     * @param mantissa 0 or more
     * @return the mantissa, or {@link #MALFORMED}, {@link #PRECISION} or {@link #OVERFLOW}
     */
    public static long rescale(long mantissa, int fromExponent, int toExponent) {
        int power = fromExponent - toExponent;
        if (mantissa <= 0) {
            return mantissa == 0 ? 0 : MALFORMED;
        }
        if (power > PowersOfTen.MAX_POWER) {
            return OVERFLOW;
        }
        return power < -PowersOfTen.MAX_POWER ? PRECISION : rescale(mantissa, power);
    }

    /** Returns the text that {@link #print} would write; allocates. */
    public static String toText(long mantissa, int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();
    }

    /** Returns {@code value × 10^exponent}, rounded once where the power is 22 at most; exponent −36 to 36. */
    public static double scale(double value, int exponent) {
        return PowersOfTen.scale(value, exponent);
    }

    /** Returns a decimal as a double: nearest, where the mantissa is below 2^53. */
    public static double toDouble(long mantissa, int exponent) {
        return PowersOfTen.scale((double) mantissa, exponent);
    }

    /** Writes {@code places} digits less the zeros at their end. */
    static int printFraction(long fraction, int places, MutableDirectBuffer buffer, int offset) {
        long rest = fraction;
        int length = places;
        while (rest % 10 == 0) {
            rest /= 10;
            length--;
        }
        for (int i = length - 1; i >= 0; i--) {
            long tenth = rest / 10;
            buffer.putByte(offset + i, (byte) ('0' + (rest - tenth * 10)));
            rest = tenth;
        }
        return length;
    }

    /** Reads 17 to 24 bytes as {@link #parse} does fewer: quantities of cheap coins are as long. */
    private static long parseWide(byte[] bytes, int offset, int length, int exponent) {
        int start = offset + length - WIDE;
        if (length > WIDE || length <= SHORT || start < 0) {
            return DecimalScanner.parse(bytes, offset, length, exponent);
        }
        long first = DigitWords.last(DigitWords.load(bytes, start), length - SHORT);
        long second = DigitWords.load(bytes, start + WORD);
        long third = DigitWords.load(bytes, start + SHORT);
        int decimals = 0;
        int place = DigitWords.point(third);
        if (place < WORD) {
            decimals = WORD - 1 - place;
            third = DigitWords.closeGap(third, place, second);
            second = (second << Byte.SIZE) | (first >>> (Long.SIZE - Byte.SIZE));
            first <<= Byte.SIZE;
        } else if ((place = DigitWords.point(second)) < WORD) {
            decimals = SHORT - 1 - place;
            second = DigitWords.closeGap(second, place, first);
            first <<= Byte.SIZE;
        } // a point further ahead leaves more decimals than usual: not here
        long front = DigitWords.number(first);
        if (!DigitWords.areDigits(first, second) || !DigitWords.areDigits(third, 0) || front > MOST_IN_FRONT) {
            return DecimalScanner.parse(bytes, offset, length, exponent);
        }
        long back = DigitWords.number(second) * WORD_UNIT + DigitWords.number(third);
        return rescale(front * WORD_UNIT * WORD_UNIT + back, -exponent - decimals);
    }

    private static long rescale(long number, int power) {
        if (power == 0) {
            return number;
        }
        if (power > 0) {
            return number <= PowersOfTen.limit(power) ? number * PowersOfTen.power(power) : OVERFLOW;
        }
        long unit = PowersOfTen.power(-power);
        long result = number / unit;
        return result * unit == number ? result : PRECISION;
    }
}
