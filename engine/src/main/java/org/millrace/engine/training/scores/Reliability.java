package org.millrace.engine.training.scores;

/**
 * Whether what is said to be so likely comes true so often: probabilities in bins of one width from 0 to 1, of each its
 * count, its mean, and the share that came true.
 */
public final class Reliability {
    /** Bins that are usual. */
    public static final int BINS = 10;

    private final long[] counts;
    private final double[] sums;
    private final long[] came;

    private Reliability(int bins) {
        counts = new long[bins];
        sums = new double[bins];
        came = new long[bins];
    }

    /**
     * Sorts probabilities into bins.
     *
     * @param probabilities 0 to 1
     * @param happened      whether what each is about came true
     */
    public static Reliability of(double[] probabilities, boolean[] happened, int bins) {
        Reliability table = new Reliability(bins);
        for (int i = 0; i < probabilities.length; i++) {
            int bin = Math.min(bins - 1, (int) (probabilities[i] * bins));
            table.counts[bin]++;
            table.sums[bin] += probabilities[i];
            table.came[bin] += happened[i] ? 1 : 0;
        }
        return table;
    }

    /** Returns how many bins there are. */
    public int bins() {
        return counts.length;
    }

    /** Returns how many probabilities lie in a bin. */
    public long count(int bin) {
        return counts[bin];
    }

    /** Returns the mean of a bin's probabilities; NaN: it is empty. */
    public double predicted(int bin) {
        return sums[bin] / counts[bin];
    }

    /** Returns the share of a bin that came true; NaN: it is empty. */
    public double observed(int bin) {
        return (double) came[bin] / counts[bin];
    }

    /**
     * Returns the expected calibration error: |observed - predicted|, weighted by counts (Naeini, Cooper and Hauskrecht,
     * Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015).
     */
    public double expectedError() {
        double sum = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += Math.abs(came[i] - sums[i]);
            all += counts[i];
        }
        return sum / all;
    }
}
