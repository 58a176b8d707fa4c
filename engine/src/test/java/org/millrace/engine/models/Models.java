package org.millrace.engine.models;

import java.util.List;

/** Small models whose predictions can be worked out by hand. */
public final class Models {
    private Models() {}

    /** Terms of a model of set 1, version 1: features a and b, of bars of a minute, five minutes ahead. */
    public static ModelTerms terms(String name, int id, int version, ModelTarget target) {
        return new ModelTerms(
                name,
                id,
                version,
                new WantedFeatures(1, "core", 1, List.of("a", "b")),
                60,
                300,
                target,
                target == ModelTarget.RETURN ? ModelLink.IDENTITY : ModelLink.SOFTMAX);
    }

    /** A return of {@code offset} + a − 2 b, trained where a and b lay evenly between 0 and 4. */
    public static TrainedModel linear(String name, int id, int version, double offset) {
        LinearWeights weights = new LinearWeights(new double[][] {{1, -2}}, new double[] {offset});
        return TrainedModel.of(terms(name, id, version, ModelTarget.RETURN), weights, shape(0));
    }

    /** One tree: 0.5 + (a < 2 ? (b < 1 ? −1 : 1) : 3); where a is missing: 3; where b is: −1. */
    public static TrainedModel tree(String name, int id, int version) {
        Trees.Nodes nodes = new Trees.Nodes(
                new int[] {0, 1, -1, -1, -1},
                new float[] {2, 1, 3, -1, 1},
                new int[] {1, 3, 0, 0, 0},
                new int[] {2, 4, 0, 0, 0},
                new boolean[] {false, true, false, false, false});
        Trees trees = new Trees(new float[] {0.5f}, new int[] {0}, nodes);
        return TrainedModel.of(terms(name, id, version, ModelTarget.RETURN), trees, shape(0.2));
    }

    /** Features in four bins from 0 to 4, of a share of which nothing is known; predictions in two. */
    public static TrainingShape shape(double missing) {
        double share = (1 - missing) / 4;
        Distribution feature =
                new Distribution(new double[] {1, 2, 3}, new double[] {share, share, share, share, missing});
        return new TrainingShape(
                List.of(feature, feature), new Distribution(new double[] {0}, new double[] {0.5, 0.5, 0}));
    }
}
