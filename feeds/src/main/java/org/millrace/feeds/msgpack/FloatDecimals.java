package org.millrace.feeds.msgpack;

import java.math.BigDecimal;
import java.math.MathContext;
import org.millrace.codecs.decimal.Decimals;

/**
 * Turns binary floating point into the shortest decimal that reads back as the same number.
 *
 * <p>Of up to 15 digits there is at most one decimal to a number, and a mantissa and a power of ten up to 10^22 are exact,
 * so that their quotient is the number that the decimal reads as ("Correctly Rounded Binary-Decimal and Decimal-Binary
 * Conversions", D. M. Gay, 1990, section 1). What takes more digits is found by big numbers, which allocate.
 */
public final class FloatDecimals {
    private static final double MOST = 1e15; // 15 digits
    private static final float MOST_OF_FLOAT = 1e6f; // 6 digits
    private static final int MAX_POWER_OF_FLOAT = 10; // 10^10 is exact
    private static final int MAX_DIGITS = 19; // of 64 bits
    private static final int DIGITS_OF_DOUBLE = 15;
    private static final int DIGITS_OF_FLOAT = 6;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private FloatDecimals() {}

    /**
     * Returns the mantissa of a number.
     *
     * @param exponent of the mantissa wanted, −18 to 0
     * @return the mantissa, or one of {@link Decimals}' results: MALFORMED for what is no number
     */
    public static long of(double number, int exponent) {
        int power = -exponent;
        while (power > 0 && Math.abs(number) * POWERS[power] >= MOST) {
            power--;
        }
        double mantissa = Math.rint(number * POWERS[power]);
        if (Math.abs(mantissa) < MOST && mantissa / POWERS[power] == number) {
            return MsgpackNumbers.scale((long) mantissa, -exponent - power);
        }
        return Double.isFinite(number) ? ofLong(number, exponent) : Decimals.MALFORMED;
    }

    /** Returns the mantissa of a number of single precision; see {@link #of(double, int)}. */
    public static long of(float number, int exponent) {
        int power = Math.min(-exponent, MAX_POWER_OF_FLOAT);
        while (power > 0 && Math.abs(number) * POWERS[power] >= MOST_OF_FLOAT) {
            power--;
        }
        float mantissa = (float) Math.rint(number * POWERS[power]);
        if (Math.abs(mantissa) < MOST_OF_FLOAT && mantissa / (float) POWERS[power] == number) {
            return MsgpackNumbers.scale((long) mantissa, -exponent - power);
        }
        return Float.isFinite(number) ? ofLong(number, exponent) : Decimals.MALFORMED;
    }

    private static long ofLong(double number, int exponent) {
        BigDecimal exact = new BigDecimal(number);
        int digits = DIGITS_OF_DOUBLE;
        BigDecimal rounded = exact.round(new MathContext(digits));
        while (rounded.doubleValue() != number) {
            rounded = exact.round(new MathContext(++digits));
        }
        return mantissa(rounded, exponent);
    }

    private static long ofLong(float number, int exponent) {
        BigDecimal exact = new BigDecimal(number);
        int digits = DIGITS_OF_FLOAT;
        BigDecimal rounded = exact.round(new MathContext(digits));
        while (rounded.floatValue() != number) {
            rounded = exact.round(new MathContext(++digits));
        }
        return mantissa(rounded, exponent);
    }

    private static long mantissa(BigDecimal decimal, int exponent) {
        BigDecimal scaled = decimal.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        if (scaled.scale() > 0) {
            return Decimals.PRECISION;
        }
        boolean fits = scaled.precision() - scaled.scale() <= MAX_DIGITS
                && scaled.toBigInteger().bitLength() < Long.SIZE;
        return fits ? scaled.longValue() : Decimals.OVERFLOW;
    }
}
