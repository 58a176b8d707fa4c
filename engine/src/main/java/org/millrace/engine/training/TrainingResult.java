package org.millrace.engine.training;

import java.util.List;

/**
 * A model, and how good it is.
 *
 * @param data       rows
 * @param plan       what was asked for
 * @param folds      each judged by a model of its own
 * @param walked     all folds' tests as one
 * @param last       what the model was trained on, and the hold-out
 * @param holdOut    how the model did on it
 * @param predicted  what it said there
 * @param importance of features, by the model and the hold-out
 * @param model      in the library's own formats
 */
public record TrainingResult(
        Dataset data,
        TrainingPlan plan,
        List<Judged> folds,
        Evaluation walked,
        Fold last,
        Evaluation holdOut,
        List<double[]> predicted,
        Importance importance,
        Trained model)
        implements AutoCloseable {

    /** A fold, and how its model did. */
    public record Judged(Fold fold, int rounds, Evaluation evaluation) {}

    /** Returns how many rounds the model was trained for. */
    public int rounds() {
        return model.rounds();
    }

    /** Returns the model as the library reads it: Universal Binary JSON. */
    public byte[] booster() {
        return model.binary();
    }

    @Override
    public void close() {
        model.close();
    }
}
