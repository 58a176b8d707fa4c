package org.millrace.engine.models;

import java.util.Arrays;

/**
 * A linear model: margin i is bias i and the sum of weights i times features. What features are scaled by is in the weights.
 */
public final class LinearWeights {
    private final double[][] weights;
    private final double[] bias;

    /**
     * Makes one.
     *
     * @param weights of each margin, of each feature
     * @param bias    of each margin
     */
    public LinearWeights(double[][] weights, double[] bias) {
        Checks.require(
                bias.length > 0 && weights.length == bias.length,
                "linear.weights",
                weights.length + " rows",
                "as many as bias has entries");
        Checks.finite("linear.bias", bias);
        for (int i = 0; i < weights.length; i++) {
            Checks.require(
                    weights[i].length == weights[0].length,
                    "linear.weights[" + i + "]",
                    weights[i].length + " entries",
                    "as many as features");
            Checks.finite("linear.weights[" + i + "]", weights[i]);
        }
        this.weights = copy(weights);
        this.bias = bias.clone();
    }

    public double[][] weights() {
        return copy(weights);
    }

    public double[] bias() {
        return bias.clone();
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
