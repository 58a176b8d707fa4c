package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.engine.models.FlatTrees;
import org.millrace.engine.models.ModelLink;

class BoosterTreesTest {
    @ParameterizedTest
    @CsvSource({"SOFTMAX,1,20,4", "SOFTMAX,2,7,8", "LOGISTIC,3,60,6", "LOGISTIC,4,1,1", "IDENTITY,5,80,5"})
    void shouldPredictAsXgboostDoes(ModelLink link, long seed, int rounds, int depth) throws XGBoostError {
        Boosters.Trained trained = new Boosters(seed, 12).train(link, rounds, depth);
        float[][] expected = trained.predicted(false);

        double worst = 0;
        FlatTrees trees = new FlatTrees(trained.trees(), 12, link);
        double[] out = new double[3];
        for (int i = 0; i < trained.count(); i++) {
            trees.predict(trained.row(i), out);
            for (int j = 0; j < expected[i].length; j++) {
                worst = Math.max(worst, Math.abs(out[link == ModelLink.LOGISTIC ? 2 : j] - expected[i][j]));
            }
        }

        assertEquals(0, worst, 1e-6);
    }

    @ParameterizedTest
    @EnumSource(ModelLink.class)
    void shouldAddUpMarginsToTheBit(ModelLink link) throws XGBoostError {
        Boosters.Trained trained = new Boosters(9, 10).train(link, 30, 6);
        float[][] expected = trained.predicted(true);

        float[][] margins = new float[trained.count()][link.margins()];
        FlatTrees trees = new FlatTrees(trained.trees(), 10, link);
        for (int i = 0; i < margins.length; i++) {
            trees.margins(trained.row(i), margins[i]);
        }

        for (int i = 0; i < margins.length; i++) {
            assertArrayEquals(expected[i], margins[i], "row " + i);
        }
    }

    @Test
    void shouldRefuseWhatIsNoBoosterOfTrees() {
        byte[] linear = """
                {"learner":{"gradient_booster":{"name":"gblinear","model":{}}}}"""
                .getBytes(StandardCharsets.UTF_8);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> BoosterTrees.of(linear, new float[] {0}));

        assertEquals("name: gblinear, expected gbtree", e.getMessage());
    }
}
