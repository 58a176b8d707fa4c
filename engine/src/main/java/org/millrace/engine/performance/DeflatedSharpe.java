package org.millrace.engine.performance;

/**
 * How likely it is that the best of many trials has a Sharpe ratio above 0 at all, given how many were tried: D. Bailey
 * and M. López de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 40 (2014), and for the probabilistic
 * ratio The Sharpe Ratio Efficient Frontier, Journal of Risk 15 (2012). All ratios are of one period, not of a year.
 */
public final class DeflatedSharpe {
    private static final double EULER_MASCHERONI = 0.5772156649015329;

    private DeflatedSharpe() {}

    /**
     * Returns the highest ratio to be expected of trials that are worth nothing.
     *
     * @param trials    2 and more
     * @param deviation standard deviation of their ratios
     */
    public static double expectedMaximum(int trials, double deviation) {
        double first = Normal.quantile(1 - 1.0 / trials);
        double second = Normal.quantile(1 - 1 / (trials * StrictMath.E));
        return deviation * ((1 - EULER_MASCHERONI) * first + EULER_MASCHERONI * second);
    }

    /**
     * Returns the probability that so many returns with such a ratio come of one above a benchmark.
     *
     * @param kurtosis of the returns, 3 for a normal distribution
     */
    public static double probability(double ratio, double benchmark, int count, double skewness, double kurtosis) {
        double spread = 1 - skewness * ratio + (kurtosis - 1) / 4 * ratio * ratio;
        return Normal.probability((ratio - benchmark) * StrictMath.sqrt(count - 1) / StrictMath.sqrt(spread));
    }

    /** Returns the deflated ratio of the best of several trials. */
    public static double of(double ratio, double[] returns, int trials, double deviation) {
        double benchmark = trials < 2 ? 0 : expectedMaximum(trials, deviation);
        return probability(ratio, benchmark, returns.length, Returns.skewness(returns), Returns.kurtosis(returns));
    }
}
