package org.millrace.engine.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.millrace.engine.training.scores.ClassScores;
import org.millrace.engine.training.scores.ReturnScores;

/** How much features matter to a model. */
public final class Importance {
    private static final int MOST_ROWS = 20_000;

    private final double[] gain;
    private final double[] weight;
    private final double[] permutation;

    private Importance(double[] gain, double[] weight, double[] permutation) {
        this.gain = gain;
        this.weight = weight;
        this.permutation = permutation;
    }

    /** Returns the mean of what a split by each feature lowers the loss by; of a linear model NaN. */
    public double[] gain() {
        return gain.clone();
    }

    /** Returns how many splits look at each feature; of a linear model the mean of its standardised weights' sizes. */
    public double[] weight() {
        return weight.clone();
    }

    /**
     * Returns by how much the loss of unseen rows rises when the values of each feature are shuffled among them (Breiman,
     * Random Forests, 2001): log loss, or root mean squared error.
     */
    public double[] permutation() {
        return permutation.clone();
    }

    /**
     * Measures it.
     *
     * @param rows that the model has not seen; of many, some at equal distances
     */
    static Importance of(Trained model, Dataset data, int[] rows, long seed) {
        BoosterJson json = BoosterJson.read(model.json());
        int features = data.features().size();
        double[] gain = new double[features];
        double[] weight = new double[features];
        if (json.trees() > 0) {
            splits(json, gain, weight);
        } else {
            Arrays.fill(gain, Double.NaN);
            weights(json.weights(), weight);
        }
        return new Importance(gain, weight, permutation(model, data, thinned(rows), seed));
    }

    private static void splits(BoosterJson json, double[] gain, double[] weight) {
        for (int tree = 0; tree < json.trees(); tree++) {
            double[] left = json.nodes(tree, "left_children");
            double[] feature = json.nodes(tree, "split_indices");
            double[] change = json.nodes(tree, "loss_changes");
            for (int i = 0; i < left.length; i++) {
                if (left[i] >= 0) {
                    gain[(int) feature[i]] += change[i];
                    weight[(int) feature[i]]++;
                }
            }
        }
        for (int i = 0; i < gain.length; i++) {
            gain[i] = weight[i] == 0 ? 0 : gain[i] / weight[i];
        }
    }

    private static void weights(double[] weights, double[] out) {
        int margins = weights.length / (out.length + 1);
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < margins; j++) {
                out[i] += Math.abs(weights[i * margins + j]) / margins;
            }
        }
    }

    private static double[] permutation(Trained model, Dataset data, int[] rows, long seed) {
        Dataset some = data.only(rows);
        int[] all = new int[some.size()];
        Arrays.setAll(all, i -> i);
        double loss = loss(model, some, all);
        double[] rise = new double[data.features().size()];
        for (int i = 0; i < rise.length; i++) {
            int[] order = shuffled(all.length, new SplittableRandom(seed + i));
            rise[i] = loss(model, some.shuffled(i, order), all) - loss;
        }
        return rise;
    }

    private static double loss(Trained model, Dataset data, int[] rows) {
        double[][] predicted = model.predict(data, rows);
        if (model.target().isDirection()) {
            int[] actual = Arrays.stream(rows).map(row -> (int) data.label(row)).toArray();
            return ClassScores.of(predicted, actual, Direction.COUNT).logLoss();
        }
        double[] actual = Arrays.stream(rows).mapToDouble(data::label).toArray();
        double[] values = Arrays.stream(predicted).mapToDouble(each -> each[0]).toArray();
        return ReturnScores.of(values, actual).rootMeanSquaredError();
    }

    private static int[] thinned(int[] rows) {
        int count = Math.min(rows.length, MOST_ROWS);
        int[] some = new int[count];
        for (int i = 0; i < count; i++) {
            some[i] = rows[(int) ((long) i * rows.length / count)];
        }
        return some;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
