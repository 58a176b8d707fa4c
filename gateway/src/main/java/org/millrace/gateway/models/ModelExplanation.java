package org.millrace.gateway.models;

import java.util.List;

/** What each feature adds to a prediction. Contributions of a margin and its expected value add up to the margin. */
public final class ModelExplanation {
    private final double[] prediction;
    private final double[][] contributions;
    private final List<String> lacking;

    /**
     * Makes one, of arrays that nobody changes any more.
     *
     * @param prediction    probabilities of down, neutral and up, or the value
     * @param contributions of each margin, of each feature; last what is expected where nothing is known
     * @param lacking       features that are missing and never were so in training: the line predicts nothing without them
     */
    public ModelExplanation(double[] prediction, double[][] contributions, List<String> lacking) {
        this.lacking = List.copyOf(lacking);
        this.prediction = prediction;
        this.contributions = contributions;
    }

    public double[] prediction() {
        return prediction;
    }

    public double[][] contributions() {
        return contributions;
    }

    public List<String> lacking() {
        return lacking;
    }
}
