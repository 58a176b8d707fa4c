package org.millrace.engine.training.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Values worked out by hand. */
class ReturnScoresTest {
    private static final double EXACT = 1e-12;

    @Test
    void shouldJudgeReturns() {
        double[] actual = {0.01, -0.02, 0.03, 0};
        double[] predicted = {0.02, 0.01, 0.01, 0.01};

        ReturnScores scores = ReturnScores.of(predicted, actual);

        assertEquals(0.07 / 4, scores.meanAbsoluteError(), EXACT); // 0.01, 0.03, 0.02, 0.01
        assertEquals(StrictMath.sqrt(0.0015 / 4), scores.rootMeanSquaredError(), EXACT);
        assertEquals(1 - 0.0015 / 0.0013, scores.determination(), 1e-9); // the mean is 0.005
        assertEquals(2 / 3.0, scores.signAccuracy(), EXACT); // that of 0 does not count
    }

    @Test
    void shouldGiveTheMeanNothingAndTheTruthAll() {
        double[] actual = {0.01, 0.02, 0.06};
        double[] mean = {0.03, 0.03, 0.03};

        assertEquals(0, ReturnScores.of(mean, actual).determination(), EXACT);
        assertEquals(1, ReturnScores.of(actual, actual).determination(), EXACT);
    }

    @Test
    void shouldSayNothingWhereNothingMoves() {
        ReturnScores scores = ReturnScores.of(new double[] {0.1, 0}, new double[] {0, 0});

        assertTrue(Double.isNaN(scores.determination()));
        assertTrue(Double.isNaN(scores.signAccuracy()));
        assertEquals(0.05, scores.meanAbsoluteError(), EXACT);
    }
}
