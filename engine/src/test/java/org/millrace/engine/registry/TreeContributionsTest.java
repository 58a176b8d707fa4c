package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.engine.models.FlatTrees;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.Models;
import org.millrace.engine.models.TreeContributions;
import org.millrace.engine.models.Trees;

class TreeContributionsTest {
    private static final int FEATURES = 7;
    private static final int ROWS = 200;

    @ParameterizedTest
    @EnumSource(ModelLink.class)
    void shouldEqualXgboostsOwn(ModelLink link) throws XGBoostError {
        Boosters.Trained trained = new Boosters(11, FEATURES).train(link, 25, 5);
        float[][] expected = trained.contributions();

        double worst = 0;
        for (int i = 0; i < ROWS; i++) {
            double[][] found = TreeContributions.of(trained.trees(), trained.row(i));
            for (int j = 0; j < expected[i].length; j++) {
                worst = Math.max(worst, Math.abs(found[j / (FEATURES + 1)][j % (FEATURES + 1)] - expected[i][j]));
            }
        }

        assertEquals(0, worst, 1e-5);
    }

    @ParameterizedTest
    @EnumSource(ModelLink.class)
    void shouldAddUpToTheMargin(ModelLink link) throws XGBoostError {
        Boosters.Trained trained = new Boosters(12, FEATURES).train(link, 25, 6);
        FlatTrees trees = new FlatTrees(trained.trees(), FEATURES, link);

        for (int i = 0; i < ROWS; i++) {
            float[] margins = new float[link.margins()];
            trees.margins(trained.row(i), margins);
            double[][] found = TreeContributions.of(trained.trees(), trained.row(i));

            double[] sums = Arrays.stream(found)
                    .mapToDouble(each -> Arrays.stream(each).sum())
                    .toArray();
            double[] expected = new double[margins.length];
            Arrays.setAll(expected, margin -> margins[margin]);
            assertArrayEquals(expected, sums, 1e-5);
        }
    }

    @Test
    void shouldRefuseTreesOfWhoseTrainingNothingIsKnown() {
        Trees trees = Models.tree("m", 1, 1).trees();

        assertThrows(IllegalArgumentException.class, () -> TreeContributions.of(trees, new double[] {1, 2}));
    }
}
