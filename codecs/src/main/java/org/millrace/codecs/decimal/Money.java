package org.millrace.codecs.decimal;

/**
 * Amounts of money: 64-bit mantissas of {@value #EXPONENT}, up to 92 billion. What has to be rounded is rounded half to
 * even, once.
 */
public final class Money {
    /** Power of ten of the unit. */
    public static final int EXPONENT = -8;

    /** Result: does not fit a mantissa. */
    public static final long OVERFLOW = Long.MIN_VALUE;

    private static final double UNIT = 1e8;

    private Money() {}

    /**
     * Returns price × quantity.
     *
     * @param exponents sum of both exponents, −26 to 10
     * @return the amount, or {@link #OVERFLOW}
     */
    public static long of(long price, long quantity, int exponents) {
        int shift = exponents - EXPONENT;
        long high = Math.multiplyHigh(price, quantity);
        long low = price * quantity;
        if (shift < 0) {
            return round(high, low, PowersOfTen.power(-shift));
        }
        boolean fits = high == low >> 63 && Math.abs(low) <= PowersOfTen.limit(shift);
        return fits ? low * PowersOfTen.power(shift) : OVERFLOW;
    }

    /** Returns the part of an amount that {@code part} is of {@code whole}; neither is negative, whole is not 0. */
    public static long share(long amount, long part, long whole) {
        return round(Math.multiplyHigh(amount, part), amount * part, whole);
    }

    /** Returns an amount as a double, rounded once. */
    public static double toDouble(long amount) {
        return amount / UNIT;
    }

    /** Returns a double as an amount, or {@link #OVERFLOW}; for what was a double in the first place. */
    public static long ofDouble(double value) {
        double units = Math.rint(value * UNIT); // exact everywhere, and one instruction
        return Math.abs(units) < Long.MAX_VALUE ? (long) units : OVERFLOW;
    }

    private static long round(long high, long low, long divisor) {
        if (high >= 0) {
            return roundUnsigned(high, low, divisor);
        }
        long magnitude = roundUnsigned(~high + (low == 0 ? 1 : 0), -low, divisor);
        return magnitude == OVERFLOW ? OVERFLOW : -magnitude;
    }

    private static long roundUnsigned(long high, long low, long divisor) {
        if (high == 0 && low >= 0) {
            return roundHalfEven(low / divisor, low % divisor, divisor);
        }
        return high >= divisor ? OVERFLOW : divide(high, low, divisor);
    }

    /** Divides bit by bit, as on paper. */
    private static long divide(long high, long low, long divisor) {
        long rest = high;
        long quotient = 0;
        for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
            rest = (rest << 1) | ((low >>> bit) & 1);
            quotient <<= 1;
            if (Long.compareUnsigned(rest, divisor) >= 0) {
                rest -= divisor;
                quotient |= 1;
            }
        }
        return roundHalfEven(quotient, rest, divisor);
    }

    private static long roundHalfEven(long quotient, long rest, long divisor) {
        int half = Long.compare(rest, divisor - rest);
        long rounded = quotient + (half > 0 || (half == 0 && (quotient & 1) == 1) ? 1 : 0);
        return rounded < 0 || quotient < 0 ? OVERFLOW : rounded;
    }
}
