package org.millrace.codecs.decimal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.math.BigDecimal;
import org.agrona.DirectBuffer;
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
    private static final int WINDOW = 2 * WORD;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long POINTS = 0x1E1E1E1E1E1E1E1EL; // '.' ^ '0'
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ABOVE_NINE = 0x7676767676767676L; // 0x80 - 10: a digit above 9 carries to the high bit

    private Decimals() {}

    /**
     * Reads a decimal. Zeros at its end count as not written.
     *
     * @param exponent of the mantissa wanted, −18 to 0
     * @return the mantissa, or {@link #MALFORMED}, {@link #PRECISION} or {@link #OVERFLOW}
     */
    public static long parse(DirectBuffer buffer, int offset, int length, int exponent) {
        int start = offset + length - WINDOW;
        if (length > WINDOW || length <= 0 || start < 0) {
            return DecimalScanner.parse(buffer, offset, length, exponent);
        }
        long first = buffer.getLong(start, LITTLE_ENDIAN) ^ ZEROS;
        long second = buffer.getLong(start + WORD, LITTLE_ENDIAN) ^ ZEROS;
        if (length <= WORD) { // what is before the text reads as zeros
            first = 0;
            second &= -1L << ((WORD - length) << 3);
        } else {
            first &= -1L << ((WINDOW - length) << 3);
        }
        int decimals = 0;
        long point = pointIn(second);
        if (point != 0) {
            int place = Long.numberOfTrailingZeros(point) >>> 3;
            decimals = WORD - 1 - place;
            second = closeGap(second, place) | (first >>> 56);
            first <<= 8;
        } else if ((point = pointIn(first)) != 0) {
            int place = Long.numberOfTrailingZeros(point) >>> 3;
            decimals = WINDOW - 1 - place;
            first = closeGap(first, place);
        }
        if (!areDigits(first, second) || (length == 1 && point != 0)) {
            return DecimalScanner.parse(buffer, offset, length, exponent);
        }
        return rescale(digits(first) * 100_000_000L + digits(second), -exponent - decimals);
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

    /** Returns the text that {@link #print} would write; allocates. */
    public static String toText(long mantissa, int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();
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

    /** Sets the high bit of the first byte that is a point; bytes behind it may have theirs set by chance. */
    private static long pointIn(long word) {
        long zeroed = word ^ POINTS;
        return (zeroed - LOW_BITS) & ~zeroed & HIGH_BITS;
    }

    /** Moves the bytes before {@code place} one up, over the byte at it. */
    private static long closeGap(long word, int place) {
        long before = (1L << (place << 3)) - 1;
        return (word & ~before & ~(0xFFL << (place << 3))) | ((word & before) << 8);
    }

    private static boolean areDigits(long first, long second) {
        return ((first | (first + ABOVE_NINE) | second | (second + ABOVE_NINE)) & HIGH_BITS) == 0;
    }

    /** Returns the number that eight digits make, the first of them in the lowest byte. */
    private static long digits(long word) {
        long pairs = word * 10 + (word >>> 8);
        long high = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
        long low = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
        return (high + low) >>> 32;
    }
}
