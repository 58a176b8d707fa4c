package org.millrace.feeds.yahoo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Finds the decimal that a venue meant when it sent a binary float: the shortest that reads back to the same float. */
final class FloatText {
    private static final int MAX_DIGITS = 9; // enough for every float

    private FloatText() {}

    /** Returns what a printed number stands for: the float it was widened from, where it was; else itself. */
    static BigDecimal shortest(BigDecimal printed) {
        float narrow = printed.floatValue();
        boolean isWidened = Float.isFinite(narrow) && narrow == printed.doubleValue();
        return isWidened ? shortest(narrow) : printed;
    }

    /** Returns the shortest decimal of a finite float. */
    static BigDecimal shortest(float value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
    }
}
