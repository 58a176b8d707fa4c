package org.millrace.feeds.yahoo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.millrace.codecs.decimal.Decimals;

/** Turns what were binary floats at the venue into mantissas, rounded half-even where the exponent is too coarse. */
final class Mantissas {
    private static final int MAX_DIGITS_BEFORE_POINT = 19;

    private Mantissas() {}

    /** Returns a mantissa, or {@link Decimals#OVERFLOW}. */
    static long of(BigDecimal value, int exponent) {
        int digits = value.precision() - value.scale();
        if (digits < exponent) {
            return 0; // below half of the last place; its scale may be too large to work with
        }
        if (value.signum() != 0 && digits > MAX_DIGITS_BEFORE_POINT) {
            return Decimals.OVERFLOW;
        }
        BigDecimal scaled = value.signum() == 0 ? BigDecimal.ZERO : value.setScale(-exponent, RoundingMode.HALF_EVEN);
        boolean fits = scaled.unscaledValue().bitLength() < Long.SIZE;
        return fits ? scaled.unscaledValue().longValue() : Decimals.OVERFLOW;
    }

    /** Answers whether a mantissa says the value exactly. */
    static boolean isExact(BigDecimal value, long mantissa, int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent).compareTo(value) == 0;
    }
}
