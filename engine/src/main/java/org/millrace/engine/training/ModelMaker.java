package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.millrace.engine.models.Distribution;
import org.millrace.engine.models.LinearWeights;
import org.millrace.engine.models.Model;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.registry.BoosterTrees;

/** Makes of the library's model one that the line evaluates, and compares the two. */
public final class ModelMaker {
    private static final int BINS = 10;
    private static final double TOLERANCE = 1e-6;

    private final TrainingResult result;

    public ModelMaker(TrainingResult result) {
        this.result = result;
    }

    /** Returns how margins become predictions. */
    public static ModelLink link(Target target) {
        return target.isDirection() ? ModelLink.SOFTMAX : ModelLink.IDENTITY;
    }

    /**
     * Makes the model, and has it predict the hold-out.
     *
     * @throws TrainingFailed if it says anything else there than the library does, by more than 1e-6
     */
    public TrainedModel make(ModelTerms terms) {
        byte[] json = result.model().json();
        BoosterJson booster = BoosterJson.read(json);
        TrainedModel model = booster.trees() > 0
                ? TrainedModel.of(terms, BoosterTrees.of(json, base(booster)), shape())
                : TrainedModel.of(terms, weights(booster), shape());
        compare(model.evaluator());
        return model;
    }

    private float[] base(BoosterJson booster) {
        float[] base = new float[link(result.plan().target()).margins()];
        Arrays.fill(base, booster.base());
        return base;
    }

    /** Takes the scale of features into weights and bias. */
    private LinearWeights weights(BoosterJson booster) {
        Standardisation scale = result.model().scale();
        int features = result.data().features().size();
        int margins = link(result.plan().target()).margins();
        double[][] weights = new double[margins][features];
        double[] bias = new double[margins];
        for (int i = 0; i < margins; i++) {
            bias[i] = (double) booster.base() + booster.weights()[features * margins + i];
            for (int j = 0; j < features; j++) {
                double deviation = scale.deviation(j);
                weights[i][j] = deviation == 0 ? 0 : booster.weights()[j * margins + i] / deviation;
                bias[i] -= weights[i][j] * scale.mean(j);
            }
        }
        return new LinearWeights(weights, bias);
    }

    /** Returns how features lay in training; predictions as they lay in the hold-out, since they are surer of what they saw. */
    private TrainingShape shape() {
        int[] rows = result.last().train();
        List<Distribution> features = new ArrayList<>();
        double[] values = new double[rows.length];
        for (int i = 0; i < result.data().features().size(); i++) {
            for (int j = 0; j < rows.length; j++) {
                values[j] = result.data().values(rows[j])[i];
            }
            features.add(Distribution.of(values, BINS));
        }
        double[] predictions = result.predicted().stream()
                .mapToDouble(
                        each -> each.length == 1 ? each[0] : each[Direction.UP.index()] - each[Direction.DOWN.index()])
                .toArray();
        return new TrainingShape(features, Distribution.of(predictions, BINS));
    }

    private void compare(Model evaluator) {
        int[] rows = result.last().test();
        double[] out = new double[result.plan().target().kind().outputs()];
        for (int i = 0; i < rows.length; i++) {
            evaluator.predict(result.data().values(rows[i]), out);
            for (int j = 0; j < out.length; j++) {
                double expected = result.predicted().get(i)[j];
                if (!(Math.abs(out[j] - expected) <= TOLERANCE)) {
                    throw new TrainingFailed("the model says " + out[j] + " of row " + rows[i] + ", output " + j
                            + ", where the library says " + expected + ": it was not written");
                }
            }
        }
    }
}
