package org.millrace.engine.training;

import java.util.List;
import org.millrace.engine.training.scores.Scores;

/**
 * How a model did on rows that it has not seen, and how those did that know nothing.
 *
 * @param contenders the model first, then the baselines
 */
public record Evaluation(List<Contender> contenders) {
    /** Name of the model among those who predict. */
    public static final String MODEL = "model";

    public Evaluation {
        contenders = List.copyOf(contenders);
    }

    /** Who predicts, and how well. */
    public record Contender(String name, Scores scores) {}

    /** Returns the model's scores. */
    public Scores model() {
        return contenders.get(0).scores();
    }
}
