package org.millrace.engine.performance;

/**
 * What measures rest on besides the curve.
 *
 * @param sampling    how often equity is looked at
 * @param riskFree    what money earns in a year without risk, 0.02 = 2 %
 * @param daysPerYear of trading; 0: 365, or 252 where nothing but shares, indices, currencies and futures is traded
 * @param benchmark   normalised name of the instrument to compare with; empty: the first that is traded
 */
public record Assumptions(Sampling sampling, double riskFree, int daysPerYear, String benchmark) {
    /** What they are unless told otherwise. */
    public static final Assumptions DEFAULTS = new Assumptions(Sampling.AUTO, 0, 0, "");

    public Assumptions {
        if (!(riskFree > -1 && riskFree < 1)) {
            throw new IllegalArgumentException("risk-free: " + riskFree + ", expected a part of 1, as 0.02");
        }
    }

    /** Returns them with equity looked at so often. */
    public Assumptions sampled(Sampling other) {
        return new Assumptions(other, riskFree, daysPerYear, benchmark);
    }
}
