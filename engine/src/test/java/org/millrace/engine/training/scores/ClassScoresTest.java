package org.millrace.engine.training.scores;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Values worked out by hand, and what holds for all predictions. */
class ClassScoresTest {
    private static final double EXACT = 1e-12;

    @Test
    void shouldCountWhatWasTakenForWhat() {
        int[] actual = {0, 0, 0, 1, 1, 2, 2, 2, 2, 2};
        int[] predicted = {0, 1, 2, 1, 1, 2, 2, 0, 2, 1};

        Confusion confusion = ClassScores.of(predicted, actual, 3).confusion();

        assertEquals(0.6, confusion.accuracy(), EXACT);
        assertEquals(1 / 2.0, confusion.precision(0), EXACT); // two taken for it, one is
        assertEquals(1 / 3.0, confusion.recall(0), EXACT);
        assertEquals(2 / 4.0, confusion.precision(1), EXACT);
        assertEquals(3 / 5.0, confusion.recall(2), EXACT);
        assertEquals(0.4, confusion.f1(0), EXACT); // 2 · 1 / (3 + 2)
        assertEquals((2 / 5.0 + 4 / 6.0 + 6 / 9.0) / 3, confusion.macroF1(), EXACT);
        assertEquals(1, confusion.count(2, 0));
    }

    @Test
    void shouldSayNothingOfAClassThatNeverCameUp() {
        Confusion confusion =
                ClassScores.of(new int[] {0, 0, 2}, new int[] {0, 2, 2}, 3).confusion();

        assertTrue(Double.isNaN(confusion.precision(1)));
        assertTrue(Double.isNaN(confusion.recall(1)));
        assertTrue(Double.isNaN(confusion.f1(1)));
        assertEquals(2 / 3.0, confusion.macroF1(), EXACT); // both others have it
    }

    @Test
    void shouldJudgeProbabilities() {
        double[][] probabilities = {{0.7, 0.2, 0.1}, {0.1, 0.6, 0.3}, {0.2, 0.5, 0.3}, {0.25, 0.25, 0.5}};
        int[] actual = {0, 1, 2, 2};

        ClassScores scores = ClassScores.of(probabilities, actual, 3);

        double logLoss = -(StrictMath.log(0.7) + StrictMath.log(0.6) + StrictMath.log(0.3) + StrictMath.log(0.5)) / 4;
        assertEquals(logLoss, scores.logLoss(), EXACT);
        assertEquals((0.14 + 0.26 + 0.78 + 0.375) / 4, scores.brier(), EXACT);
        assertEquals(0.75, scores.confusion().accuracy(), EXACT);
        // bins of the likeliest: 0.7 right; 0.6 right; 0.5 wrong and 0.5 right, which is as it should be
        assertEquals((0.3 + 0.4 + 0) / 4, scores.calibrationError(), EXACT);
    }

    @Test
    void shouldNotBeRuinedByOneCertainty() {
        double[][] probabilities = {{1, 0, 0}, {1, 0, 0}};

        ClassScores scores = ClassScores.of(probabilities, new int[] {0, 1}, 3);

        assertEquals(-StrictMath.log(1e-15) / 2, scores.logLoss(), 1e-9);
        assertEquals(1, scores.brier(), EXACT); // 0 and 2
    }

    @Test
    void shouldTellHowOftenWhatWasLikelyCameTrue() {
        double[] probabilities = {0.05, 0.04, 0.31, 0.39, 0.35, 1};
        boolean[] happened = {false, true, false, true, true, true};

        Reliability table = Reliability.of(probabilities, happened, 10);

        assertEquals(2, table.count(0));
        assertEquals(0.045, table.predicted(0), EXACT);
        assertEquals(0.5, table.observed(0), EXACT);
        assertEquals(0.35, table.predicted(3), EXACT);
        assertEquals(2 / 3.0, table.observed(3), EXACT);
        assertEquals(1, table.count(9)); // 1 belongs to the last
        assertTrue(Double.isNaN(table.observed(5)));
        assertEquals((0.91 + 0.95 + 0) / 6, table.expectedError(), EXACT);
    }

    @RepeatedTest(20)
    void shouldBeBestForWhoSaysTheTruth(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int[] actual = random.ints(500, 0, 3).toArray();
        double[][] exact = new double[500][3];
        double[][] vague = new double[500][3];
        for (int i = 0; i < actual.length; i++) {
            exact[i][actual[i]] = 1;
            double[] any = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
            double sum = any[0] + any[1] + any[2];
            vague[i] = new double[] {any[0] / sum, any[1] / sum, any[2] / sum};
        }

        ClassScores best = ClassScores.of(exact, actual, 3);
        ClassScores other = ClassScores.of(vague, actual, 3);

        double[] perfect = {1, 1, 0, 0, 0};
        assertArrayEquals(perfect, values(best), EXACT);
        double[] worse = values(other);
        for (int i = 0; i < worse.length; i++) {
            assertTrue(i < 2 ? worse[i] < 1 : worse[i] > 0, "measure " + i + ": " + worse[i]);
        }
    }

    private static double[] values(ClassScores scores) {
        return new double[] {
            scores.confusion().accuracy(),
            scores.confusion().macroF1(),
            scores.logLoss(),
            scores.brier(),
            scores.calibrationError()
        };
    }
}
