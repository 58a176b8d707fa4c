package org.millrace.engine.models;

import java.util.List;

/**
 * How features and predictions lay in training: what drift is measured from.
 *
 * @param features    one of each feature of the set, in its order; empty: nobody knows
 * @param predictions of returns the value; of directions the probability of up less that of down; null: nobody knows
 */
public record TrainingShape(List<Distribution> features, Distribution predictions) {
    /** Nobody knows: a model from elsewhere. */
    public static final TrainingShape UNKNOWN = new TrainingShape(List.of(), null);

    public TrainingShape {
        Checks.require(
                features.isEmpty() == (predictions == null),
                "training",
                features.size() + " features",
                "predictions too");
        features = List.copyOf(features);
    }
}
