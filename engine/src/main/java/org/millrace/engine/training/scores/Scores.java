package org.millrace.engine.training.scores;

import java.util.Map;

/** How good predictions are. */
public sealed interface Scores permits ClassScores, ReturnScores {
    /** Returns each score that there is, in the order of {@link Score}; NaN: it cannot be told. */
    Map<Score, Double> values();
}
