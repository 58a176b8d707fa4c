package org.millrace.engine.indicators;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Population standard deviation with decimal arithmetic, and TA-Lib's rule that a variance below 1e-8 is none. */
final class ExactDeviation {
    private static final BigDecimal ZERO = new BigDecimal("1e-8");

    private ExactDeviation() {}

    static double[] of(double[] values, int period) {
        double[] deviations = new double[values.length];
        Arrays.fill(deviations, Double.NaN);
        for (int i = period - 1; i < values.length; i++) {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (int j = i - period + 1; j <= i; j++) {
                BigDecimal value = BigDecimal.valueOf(values[j]);
                sum = sum.add(value);
                squares = squares.add(value.multiply(value));
            }
            BigDecimal n = BigDecimal.valueOf(period);
            BigDecimal variance =
                    squares.multiply(n).subtract(sum.multiply(sum)).divide(n.multiply(n));
            deviations[i] = variance.compareTo(ZERO) < 0
                    ? 0
                    : variance.sqrt(MathContext.DECIMAL64).doubleValue();
        }
        return deviations;
    }
}
