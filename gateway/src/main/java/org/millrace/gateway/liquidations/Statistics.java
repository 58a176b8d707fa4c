package org.millrace.gateway.liquidations;

import java.util.Arrays;

/**
 * What can be said of some numbers; NaN where there are too few of them.
 *
 * @param count     of the numbers that are known
 * @param nulls     of those that are missing
 * @param deviation of a sample: divided by one less than their count
 */
record Statistics(int count, int nulls, double mean, double deviation, double min, double max) {
    /** Describes numbers; NaN: missing. */
    static Statistics of(double[] numbers) {
        double[] known =
                Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).toArray();
        double mean = sum(known) / known.length;
        double squares = 0;
        for (double number : known) {
            squares += (number - mean) * (number - mean);
        }
        return new Statistics(
                known.length,
                numbers.length - known.length,
                mean,
                known.length < 2 ? Double.NaN : Math.sqrt(squares / (known.length - 1)),
                Arrays.stream(known).min().orElse(Double.NaN),
                Arrays.stream(known).max().orElse(Double.NaN));
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }
}
