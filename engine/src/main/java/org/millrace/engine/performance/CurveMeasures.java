package org.millrace.engine.performance;

/** Computes what an equity curve tells. */
public final class CurveMeasures {
    private static final double NS_PER_DAY = 86_400e9;
    private static final double FIVE_PERCENT = 0.05;
    private static final double ONE_PERCENT = 0.01;

    private final double[] equity;
    private final double[] returns;
    private final double periods;
    private final double riskFree;

    /**
     * Takes a curve.
     *
     * @param equity          one value a period, what it began with first
     * @param periodsPerYear  how many of them a year has
     * @param riskFreePerYear what money earns without risk
     */
    public CurveMeasures(double[] equity, double periodsPerYear, double riskFreePerYear) {
        this.equity = equity;
        returns = Returns.of(equity);
        periods = periodsPerYear;
        riskFree = StrictMath.pow(1 + riskFreePerYear, 1 / periodsPerYear) - 1;
    }

    /** Returns the returns, one a period. */
    public double[] returns() {
        return returns.clone();
    }

    /** Returns the Sharpe ratio of one period, which a year's is the root of so many times. */
    public double sharpePerPeriod() {
        return (Returns.mean(returns) - riskFree) / Returns.deviation(returns);
    }

    /** Computes return, risk, and their ratios. */
    public void measure(Measures out) {
        double growth = equity[equity.length - 1] / equity[0];
        double annual = StrictMath.pow(growth, periods / returns.length) - 1;
        double depth = Drawdown.of(equity).depth();
        out.put(Measure.TOTAL_RETURN, growth - 1)
                .put(Measure.ANNUAL_RETURN, annual)
                .put(Measure.VOLATILITY, Returns.deviation(returns) * StrictMath.sqrt(periods))
                .put(Measure.SHARPE, sharpePerPeriod() * StrictMath.sqrt(periods))
                .put(
                        Measure.SORTINO,
                        (Returns.mean(returns) - riskFree)
                                / Returns.downside(returns, riskFree)
                                * StrictMath.sqrt(periods))
                .put(Measure.CALMAR, annual / depth)
                .put(Measure.MAX_DRAWDOWN, depth)
                .put(Measure.SKEWNESS, Returns.skewness(returns))
                .put(Measure.KURTOSIS, Returns.kurtosis(returns));
        valueAtRisk(out);
    }

    /** Computes how long drawdowns were, given the time of each value. */
    public void measureLengths(long[] timesNs, Measures out) {
        Drawdown deepest = Drawdown.of(equity);
        out.put(Measure.MAX_DRAWDOWN_DAYS, (timesNs[deepest.recovery()] - timesNs[deepest.peak()]) / NS_PER_DAY);
        long longest = 0;
        int highest = 0;
        for (int i = 1; i < equity.length; i++) {
            if (equity[i] < equity[highest] || equity[i - 1] < equity[highest]) {
                longest = Math.max(longest, timesNs[i] - timesNs[highest]);
            }
            highest = equity[i] >= equity[highest] ? i : highest;
        }
        out.put(Measure.LONGEST_DRAWDOWN_DAYS, longest / NS_PER_DAY);
    }

    /** Compares with a benchmark's values at the same times. */
    public void measureAgainst(double[] benchmark, Measures out) {
        double[] others = Returns.of(benchmark);
        double beta = Returns.beta(returns, others);
        double alpha = Returns.mean(returns) - riskFree - beta * (Returns.mean(others) - riskFree);
        out.put(Measure.BETA, beta)
                .put(Measure.ALPHA, alpha * periods)
                .put(Measure.BENCHMARK_RETURN, benchmark[benchmark.length - 1] / benchmark[0] - 1);
    }

    private void valueAtRisk(Measures out) {
        historical(FIVE_PERCENT, Measure.VAR_95, Measure.CVAR_95, out);
        historical(ONE_PERCENT, Measure.VAR_99, Measure.CVAR_99, out);
        parametric(FIVE_PERCENT, Measure.NORMAL_VAR_95, Measure.NORMAL_CVAR_95, out);
        parametric(ONE_PERCENT, Measure.NORMAL_VAR_99, Measure.NORMAL_CVAR_99, out);
    }

    private void historical(double share, Measure value, Measure conditional, Measures out) {
        double bound = Returns.quantile(returns, share);
        out.put(value, -bound).put(conditional, -Returns.meanUpTo(returns, bound));
    }

    private void parametric(double share, Measure value, Measure conditional, Measures out) {
        double mean = Returns.mean(returns);
        double deviation = Returns.deviation(returns);
        double quantile = Normal.quantile(share);
        out.put(value, -(mean + quantile * deviation))
                .put(conditional, -(mean - deviation * Normal.density(quantile) / share));
    }
}
