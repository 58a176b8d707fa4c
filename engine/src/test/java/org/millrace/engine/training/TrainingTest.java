package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.training.Parameters.Boosting;
import org.millrace.engine.training.Parameters.Kind;
import org.millrace.engine.training.Parameters.Sampling;
import org.millrace.engine.training.Splits.Mode;
import org.millrace.engine.training.scores.Score;

/** Models of rows in which there is something to learn. Needs XGBoost's native library. */
class TrainingTest {
    private static final Target DIRECTION = new Target(ModelTarget.DIRECTION, 1, 0.0005, 0);
    private static final Target RETURN = new Target(ModelTarget.RETURN, 1, 0, 0);

    @BeforeAll
    static void needsLibrary() {
        NativeLibrary.assumeThere();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldBeatBaselinesWhereThereIsSomethingToLearn(Kind kind) {
        Dataset rows = Rows.labelled(3_000, DIRECTION);

        try (TrainingResult result = train(rows, plan(DIRECTION, kind, 0))) {
            assertEquals(3, result.folds().size());
            assertBest(result.holdOut(), Score.ACCURACY);
            assertBest(result.holdOut(), Score.MACRO_F1);
            assertBest(result.walked(), Score.ACCURACY);
            assertThat(result.holdOut().model().values().get(Score.LOG_LOSS))
                    .isLessThan(result.holdOut()
                            .contenders()
                            .get(1)
                            .scores()
                            .values()
                            .get(Score.LOG_LOSS));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldForetellReturns(Kind kind) {
        Dataset rows = Rows.labelled(3_000, RETURN);

        try (TrainingResult result = train(rows, plan(RETURN, kind, 0))) {
            for (Score score : result.holdOut().model().values().keySet()) {
                assertBest(result.holdOut(), score);
            }
            assertThat(result.holdOut().model().values().get(Score.DETERMINATION))
                    .isBetween(0.6, 0.85); // 0.8 is known
        }
    }

    @Test
    void shouldFindOutWhichFeatureMatters() {
        Dataset rows = Rows.labelled(3_000, DIRECTION);

        try (TrainingResult result = train(rows, plan(DIRECTION, Kind.TREES, 0))) {
            for (double[] each :
                    List.of(result.importance().gain(), result.importance().permutation())) {
                assertThat(each[0]).isGreaterThan(5 * Math.max(each[1], each[2]));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TREES, DIRECTION", "LINEAR, DIRECTION", "TREES, RETURN", "LINEAR, RETURN"})
    void shouldMakeTheSameModelOfTheSameRows(Kind kind, ModelTarget target) {
        TrainingPlan plan = plan(target == ModelTarget.RETURN ? RETURN : DIRECTION, kind, 0);
        Dataset rows = Rows.labelled(1_000, plan.target());

        try (TrainingResult first = train(rows, plan);
                TrainingResult second = train(Rows.labelled(1_000, plan.target()), plan)) {
            assertArrayEquals(first.model().json(), second.model().json());
            assertEquals(first.data().hash(), second.data().hash());
        }
    }

    @ParameterizedTest
    @CsvSource({"TREES, DIRECTION", "LINEAR, DIRECTION", "TREES, RETURN", "LINEAR, RETURN"})
    void shouldEvaluateAsTheLibraryDoes(Kind kind, ModelTarget target) {
        TrainingPlan plan = plan(target == ModelTarget.RETURN ? RETURN : DIRECTION, kind, 0);
        Dataset rows = Rows.labelled(2_000, plan.target());

        try (TrainingResult result = train(rows, plan)) {
            TrainedModel model = new ModelMaker(result).make(terms(plan)); // compares, too

            int[] all = new int[rows.size()];
            Arrays.setAll(all, i -> i);
            double[][] expected = result.model().predict(rows, all);
            double[] out = new double[target.outputs()];
            for (int row : all) {
                model.evaluator().predict(rows.values(row), out);
                assertArrayEquals(expected[row], out, 1e-6, "row " + row);
            }
            assertThat(model.training().features()).hasSize(3);
            assertThat(model.training().features().get(2).bins())
                    .isEqualTo(8); // of five values, of less and of more, and missing
        }
    }

    @Test
    void shouldStopWhereMoreRoundsDoNotPay() {
        Dataset rows = Rows.labelled(1_000, DIRECTION);
        Boosting hasty = new Boosting(300, 6, 0.5, 1, 1, 3);
        Parameters parameters = new Parameters(Kind.TREES, hasty, new Sampling(1, 1), false, 1, 2);
        TrainingPlan plan = plan(DIRECTION, Kind.TREES, 0);

        try (TrainingResult early = train(rows, new TrainingPlan(DIRECTION, plan.splits(), parameters))) {
            assertEquals(100, parameters.rounds(DIRECTION));
            assertThat(early.model().rounds()).isBetween(1, 20);
        }
    }

    @Test
    void shouldNotStopEarlyByWhatNothingWasTrainedFor() {
        Target far = new Target(ModelTarget.DIRECTION, 300, 0.0001, 0);

        assertThatThrownBy(() -> train(Rows.labelled(2_500, far), plan(far, Kind.TREES, 3)))
                .isInstanceOf(TrainingFailed.class)
                .hasMessageMatching(
                        "--early-stopping: of \\d+ rows to train on, no label ends before the last \\d+ begin,"
                                + " by which it is judged; take more rows, a shorter --horizon or fewer --folds, or do without");
    }

    @Test
    void shouldTellOfItsProgressToTheEnd() {
        List<Double> shares = new ArrayList<>();

        new Training(
                        Rows.labelled(1_000, DIRECTION),
                        plan(DIRECTION, Kind.TREES, 0),
                        (what, share) -> shares.add(share))
                .run()
                .close();

        assertThat(shares).isSorted().hasSize(4 * 30).endsWith(1.0);
    }

    @Test
    void shouldSayWhatIsMissing() {
        TrainingPlan plan = plan(DIRECTION, Kind.TREES, 0);
        Target never = new Target(ModelTarget.DIRECTION, 1, 0.5, 0);

        assertThatThrownBy(() -> train(Rows.labelled(100, DIRECTION), plan))
                .isInstanceOf(TrainingFailed.class)
                .hasMessageStartingWith(
                        "too few rows: 99 have a label and all features (of 100 bars 0 lack a feature, 1"
                                + " end before their horizon)");
        assertThatThrownBy(() -> train(Rows.labelled(1_000, never), plan(never, Kind.TREES, 0)))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage(
                        "all 999 labels are NEUTRAL: no return over 1 bars goes beyond --cost 0.5 either way; a longer"
                                + " --horizon, or a lower --cost");
    }

    static TrainingPlan plan(Target target, Kind kind, int patience) {
        int trees = target.isDirection() ? 90 : 30;
        Boosting boosting =
                new Boosting(trees, 4, kind == Kind.TREES ? 0.1 : 0.5, kind == Kind.TREES ? 1 : 0, 1, patience);
        Parameters parameters = new Parameters(kind, boosting, new Sampling(0.8, 0.8), false, 1, 2);
        return new TrainingPlan(target, new Splits.Plan(Mode.EXPANDING, 3, 0.01, 0.2), parameters);
    }

    static ModelTerms terms(TrainingPlan plan) {
        WantedFeatures features = new WantedFeatures(1, "standard", 1, Rows.FEATURES);
        Target target = plan.target();
        return new ModelTerms("test", 1, 1, features, 60, 60, target.kind(), ModelMaker.link(target));
    }

    private static TrainingResult train(Dataset rows, TrainingPlan plan) {
        return new Training(rows, plan, TrainingProgress.NONE).run();
    }

    private static void assertBest(Evaluation evaluation, Score score) {
        double model = evaluation.model().values().get(score);
        for (Evaluation.Contender other : evaluation.contenders().subList(1, 3)) {
            double value = other.scores().values().get(score);
            assertThat(score.isBetter(model, value))
                    .as("%s: model %s, %s %s", score, model, other.name(), value)
                    .isTrue();
        }
    }
}
