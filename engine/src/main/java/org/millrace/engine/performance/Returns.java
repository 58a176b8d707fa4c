package org.millrace.engine.performance;

import java.util.Arrays;

/** Statistics of returns, one a period, and of two series of them. NaN: too few to say. */
public final class Returns {
    private Returns() {}

    /** Returns e(i) / e(i-1) - 1 for each value but the first. */
    public static double[] of(double[] values) {
        double[] returns = new double[Math.max(0, values.length - 1)];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = values[i + 1] / values[i] - 1;
        }
        return returns;
    }

    /** Returns the arithmetic mean. */
    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Returns the standard deviation of a sample: the sum of squares by n - 1. */
    public static double deviation(double[] values) {
        return values.length < 2 ? Double.NaN : StrictMath.sqrt(moment(values, 2) / (values.length - 1));
    }

    /** Returns the root of the mean square of what is below a target, over all values. */
    public static double downside(double[] values, double target) {
        double sum = 0;
        for (double value : values) {
            double below = Math.min(0, value - target);
            sum += below * below;
        }
        return StrictMath.sqrt(sum / values.length);
    }

    /** Returns the third standardised moment of the values, taken as a whole population. */
    public static double skewness(double[] values) {
        double variance = moment(values, 2) / values.length;
        return moment(values, 3) / values.length / StrictMath.pow(variance, 1.5);
    }

    /** Returns the fourth standardised moment, 3 for a normal distribution. */
    public static double kurtosis(double[] values) {
        double variance = moment(values, 2) / values.length;
        return moment(values, 4) / values.length / (variance * variance);
    }

    /** Returns how many per one of the benchmark the values move: covariance by variance. */
    public static double beta(double[] values, double[] benchmark) {
        double mean = mean(values);
        double benchmarkMean = mean(benchmark);
        double covariance = 0;
        for (int i = 0; i < values.length; i++) {
            covariance += (values[i] - mean) * (benchmark[i] - benchmarkMean);
        }
        return values.length < 2 ? Double.NaN : covariance / moment(benchmark, 2);
    }

    /** Returns the value below which a share of all lies, linear between neighbours (Hyndman and Fan's type 7). */
    public static double quantile(double[] values, double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Returns the mean of all values that are not above a bound. */
    public static double meanUpTo(double[] values, double bound) {
        return Arrays.stream(values).filter(value -> value <= bound).average().orElse(Double.NaN);
    }

    private static double moment(double[] values, int power) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            double factor = value - mean;
            double product = 1;
            for (int i = 0; i < power; i++) {
                product *= factor;
            }
            sum += product;
        }
        return sum;
    }
}
