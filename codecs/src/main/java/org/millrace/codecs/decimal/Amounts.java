package org.millrace.codecs.decimal;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.agrona.MutableDirectBuffer;

/**
 * Sums of price × quantity: 128-bit two's complement mantissas in two longs, {@code high} and (unsigned) {@code low}.
 * Each result comes in two halves, from a method each; the low halves are plain {@code a * b} and {@code a + b}.
 */
public final class Amounts {
    /** Most bytes that {@link #print} writes. */
    public static final int MAX_PRINTED_LENGTH = 48;

    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final double TWO_TO_64 = 0x1p64;

    private Amounts() {}

    /** Returns the high half of {@code a × b}; the low half is {@code a * b}. */
    public static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** Returns the high half of a sum; the low half is {@code lowA + lowB}. */
    public static long addHigh(long highA, long lowA, long highB, long lowB) {
        return highA + highB + carry(lowA, lowA + lowB);
    }

    /** Returns the high half of a difference; the low half is {@code lowA - lowB}. */
    public static long subtractHigh(long highA, long lowA, long highB, long lowB) {
        return highA - highB - (Long.compareUnsigned(lowA, lowB) < 0 ? 1 : 0);
    }

    /** Returns less than, equal to or more than 0, as a is to b. */
    public static int compare(long highA, long lowA, long highB, long lowB) {
        return highA != highB ? Long.compare(highA, highB) : Long.compareUnsigned(lowA, lowB);
    }

    /** Returns {@code amount × 10^exponent} as a double, within two units of its last place; exponent −36 to 0. */
    public static double toDouble(long high, long low, int exponent) {
        return PowersOfTen.scale(toDouble(high, low), exponent);
    }

    /**
     * Returns {@code amount / divisor × 10^exponent} as a double, within three units of its last place: a vwap is
     * {@code divide(notional, volume, priceExponent)}.
     *
     * @param exponent −36 to 0
     */
    public static double divide(long high, long low, long divisor, int exponent) {
        return PowersOfTen.scale(toDouble(high, low) / divisor, exponent);
    }

    /**
     * Prints an amount in plain notation without zeros at its end.
     *
     * @param exponent −36 to 0
     * @return bytes written; up to {@link #MAX_PRINTED_LENGTH} are used on the way
     */
    public static int print(long high, long low, int exponent, MutableDirectBuffer buffer, int offset) {
        if (high < 0) {
            buffer.putByte(offset, (byte) '-');
            return 1 + printUnsigned(~high + (low == 0 ? 1 : 0), -low, exponent, buffer, offset + 1);
        }
        return printUnsigned(high, low, exponent, buffer, offset);
    }

    /** Returns the text that {@link #print} would write; allocates. */
    public static String toText(long high, long low, int exponent) {
        BigInteger mantissa =
                BigInteger.valueOf(high).shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(low)));
        return new BigDecimal(mantissa, -exponent).stripTrailingZeros().toPlainString();
    }

    private static long carry(long term, long sum) {
        return Long.compareUnsigned(sum, term) < 0 ? 1 : 0;
    }

    private static double toDouble(long high, long low) {
        if (high == low >> 63) { // fits 64 bits: one rounding
            return low;
        }
        double unsigned = low >= 0 ? low : (double) ((low >>> 1) | (low & 1)) * 2;
        return high * TWO_TO_64 + unsigned;
    }

    /** Writes the digits from the last to the first, behind where they belong, then moves them there. */
    private static int printUnsigned(long high, long low, int exponent, MutableDirectBuffer buffer, int offset) {
        int end = offset + MAX_PRINTED_LENGTH - 1;
        int start = end;
        long restHigh = high;
        long restLow = low;
        for (int place = exponent; place <= 0 || restHigh != 0 || restLow != 0; place++) {
            long tenthHigh = Long.divideUnsigned(restHigh, 10);
            long tenthLow = tenthLow(restHigh, restLow);
            long digit = restLow - tenthLow * 10;
            if (place == 0 && start < end) {
                buffer.putByte(--start, (byte) '.');
            }
            if (place >= 0 || start < end || digit != 0) {
                buffer.putByte(--start, (byte) ('0' + digit));
            }
            restHigh = tenthHigh;
            restLow = tenthLow;
        }
        buffer.putBytes(offset, buffer, start, end - start);
        return end - start;
    }

    /** Divides by ten as on paper, with 32 bits for a digit. */
    private static long tenthLow(long high, long low) {
        long upper = (Long.remainderUnsigned(high, 10) << 32) | (low >>> 32);
        long lower = ((upper % 10) << 32) | (low & LOW_HALF);
        return ((upper / 10) << 32) | (lower / 10);
    }
}
