package org.millrace.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.registry.Verdict;
import org.millrace.engine.registry.Verdict.Advice;
import org.millrace.engine.training.Evaluation;
import org.millrace.engine.training.Evaluation.Contender;
import org.millrace.engine.training.Target;
import org.millrace.engine.training.TrainingPlan;
import org.millrace.engine.training.TrainingResult;
import org.millrace.engine.training.TrainingResult.Judged;
import org.millrace.engine.training.scores.ClassScores;
import org.millrace.engine.training.scores.Confusion;
import org.millrace.engine.training.scores.ReturnScores;

class TrainingVerdictTest {
    private static final String COSTS = " What trades would cost is in the labels alone; a backtest has it all.";

    /** Of four ups: how many the model takes for such, and its log loss; the majority's loss; how many the last direction hits. */
    private static Evaluation directions(int right, double loss, double majority, int last) {
        return new Evaluation(List.of(
                new Contender("model", scores(right, loss)),
                new Contender("majority", scores(2, majority)),
                new Contender("last direction", scores(last, Double.NaN))));
    }

    @Test
    void shouldTellOfTheBestBaselineThatIsBeaten() {
        Evaluation better = directions(3, 0.5, 0.625, 1);

        assertEquals(
                new Verdict(
                        Advice.BEATS_BASELINES,
                        "logLoss",
                        "holdOut",
                        0.5,
                        "majority",
                        0.625,
                        "By log loss the model beats its baselines out of sample, on the hold-out and over the folds (it"
                                + " does in 2 of 2 folds)." + COSTS),
                of(ModelTarget.DIRECTION, better, better, better, better));
    }

    @Test
    void shouldNotUseWhatIsMoreOftenRightAndLosesByLogLoss() {
        Evaluation worse = directions(4, 0.979, 0.919, 1);

        assertEquals(
                new Verdict(
                        Advice.DO_NOT_USE,
                        "logLoss",
                        "holdOut",
                        0.979,
                        "majority",
                        0.919,
                        "By log loss the model does NOT beat majority on the hold-out (it does in 1 of 2 folds): do not use"
                                + " it." + COSTS),
                of(ModelTarget.DIRECTION, worse, worse, directions(3, 0.5, 0.625, 1), worse));
    }

    @Test
    void shouldTellOfTheScoreThatOneWithoutProbabilitiesWinsBy() {
        Evaluation lost = directions(2, 0.5, 0.625, 3);

        assertEquals(
                new Verdict(
                        Advice.DO_NOT_USE,
                        "accuracy",
                        "holdOut",
                        0.5,
                        "last direction",
                        0.75,
                        "By log loss the model does NOT beat last direction on the hold-out (it does in 0 of 1 folds): do not"
                                + " use it." + COSTS),
                of(ModelTarget.DIRECTION, lost, lost, lost));
    }

    @Test
    void shouldTellOfTheFoldsWhereTheyDecide() {
        Evaluation holdOut = returns(0.5, 0.75, 1);
        Evaluation walked = returns(0.875, 0.75, 1);

        assertEquals(
                new Verdict(
                        Advice.DO_NOT_RELY,
                        "rootMeanSquaredError",
                        "folds",
                        0.875,
                        "zero",
                        0.75,
                        "By root mean squared error the model beats its baselines on the hold-out, but NOT over the folds (it"
                                + " does in 1 of 2 folds): do not rely on it." + COSTS),
                of(ModelTarget.RETURN, holdOut, walked, holdOut, walked));
    }

    private static Verdict of(ModelTarget kind, Evaluation holdOut, Evaluation walked, Evaluation... folds) {
        return TrainingVerdict.of(new TrainingResult(
                null,
                new TrainingPlan(new Target(kind, 5, 0, 0), null, null),
                Arrays.stream(folds).map(each -> new Judged(null, 1, each)).toList(),
                walked,
                null,
                holdOut,
                List.of(),
                null,
                null));
    }

    private static Evaluation returns(double model, double zero, double last) {
        return new Evaluation(List.of(
                new Contender("model", new ReturnScores(1, model, 0, 1)),
                new Contender("zero", new ReturnScores(1, zero, 0, 1)),
                new Contender("last return", new ReturnScores(1, last, 0, 1))));
    }

    private static ClassScores scores(int right, double loss) {
        int[] predicted = new int[4];
        Arrays.fill(predicted, 0, right, 2);
        return new ClassScores(Confusion.of(new int[] {2, 2, 2, 2}, predicted, 3), loss, 0, 0, List.of());
    }
}
