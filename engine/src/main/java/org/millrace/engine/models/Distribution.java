package org.millrace.engine.models;

import java.util.Arrays;

/**
 * How values lay in training. Edges e cut the line into bins: below e₀, from e₀ on and below e₁, …, from the last on; one more
 * bin holds what was missing.
 */
public final class Distribution {
    private static final double ROUNDING = 1e-6;

    private final double[] edges;
    private final double[] shares;

    /**
     * Makes one.
     *
     * @param edges  ascending; may be empty
     * @param shares of the bins, two more than edges, the last of what was missing; they add up to 1
     */
    public Distribution(double[] edges, double[] shares) {
        Checks.finite("edges", edges);
        for (int i = 1; i < edges.length; i++) {
            Checks.require(edges[i] > edges[i - 1], "edges[" + i + "]", edges[i], "more than the one before");
        }
        Checks.require(shares.length == edges.length + 2, "shares", shares.length + " of them", "two more than edges");
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            Checks.require(shares[i] >= 0 && shares[i] <= 1, "shares[" + i + "]", shares[i], "0 to 1");
            sum += shares[i];
        }
        Checks.require(Math.abs(sum - 1) <= ROUNDING, "shares", "a sum of " + sum, "1");
        this.edges = edges.clone();
        this.shares = shares.clone();
    }

    public double[] edges() {
        return edges.clone();
    }

    public double[] shares() {
        return shares.clone();
    }

    /** Returns the bin of a value; NaN is missing. */
    public int bin(double value) {
        if (Double.isNaN(value)) {
            return edges.length + 1;
        }
        int low = 0;
        int high = edges.length;
        while (low < high) { // how many edges are at most the value
            int middle = (low + high) >>> 1;
            if (edges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns how many bins there are, that of what is missing too. */
    public int bins() {
        return shares.length;
    }

    /** Returns the share of a bin. */
    public double share(int bin) {
        return shares[bin];
    }

    /** Tells whether values were missing in training. */
    public boolean hasMissing() {
        return shares[shares.length - 1] > 0;
    }

    /**
     * Returns how values lie: at most {@code bins} bins of about as many values each; of no more values than that, a bin for each of
     * them, for less than the least, and for more than the most.
     *
     * @param values any order; NaN: missing; at least one
     */
    public static Distribution of(double[] values, int bins) {
        Checks.require(values.length > 0, "values", "none", "1 or more");
        double[] known = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double[] distinct = Arrays.stream(known).distinct().toArray();
        return counted(distinct.length > bins ? quantiles(known, bins) : around(distinct), values);
    }

    private static double[] quantiles(double[] known, int bins) {
        double[] edges = new double[bins - 1];
        int count = 0;
        for (int i = 1; i < bins; i++) {
            double edge = known[(int) ((long) i * known.length / bins)];
            if (edge > known[0] && (count == 0 || edge > edges[count - 1])) {
                edges[count++] = edge;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    /** Returns edges that leave each value a bin of its own, and one on either side to what never occurred. */
    private static double[] around(double[] distinct) {
        double[] edges = Arrays.copyOf(distinct, distinct.length == 0 ? 0 : distinct.length + 1);
        if (edges.length > 0) {
            edges[distinct.length] = Math.nextUp(distinct[distinct.length - 1]);
        }
        return edges;
    }

    private static Distribution counted(double[] edges, double[] values) {
        double[] none = new double[edges.length + 2];
        none[0] = 1;
        Distribution bins = new Distribution(edges, none);
        double[] shares = new double[none.length];
        for (double value : values) {
            shares[bins.bin(value)]++;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= values.length;
        }
        return new Distribution(edges, shares);
    }
}
