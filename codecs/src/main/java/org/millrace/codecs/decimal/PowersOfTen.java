package org.millrace.codecs.decimal;

/** Powers of ten that fit 64 bits, and what may be multiplied by them. */
final class PowersOfTen {
    /** Largest power in the tables. */
    static final int MAX_POWER = 18;

    private static final long[] POWERS = new long[MAX_POWER + 1];
    private static final long[] LIMITS = new long[MAX_POWER + 1];
    private static final double[] DOUBLES = new double[2 * MAX_POWER + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAX_POWER; i++, power *= 10) {
            POWERS[i] = power;
            LIMITS[i] = Long.MAX_VALUE / power;
        }
        for (int i = 0; i < DOUBLES.length; i++) {
            DOUBLES[i] = Double.parseDouble("1e" + i); // the nearest double; exact up to 1e22
        }
    }

    private PowersOfTen() {}

    /** Returns {@code 10^n}, n from 0 to 18. */
    static long power(int n) {
        return POWERS[n];
    }

    /** Returns the largest number whose product with {@code 10^n} fits 63 bits. */
    static long limit(int n) {
        return LIMITS[n];
    }

    /** Returns {@code value × 10^exponent}, rounded once where the power is 22 at most; exponent from −36 to 36. */
    static double scale(double value, int exponent) {
        return exponent <= 0 ? value / DOUBLES[-exponent] : value * DOUBLES[exponent];
    }
}
