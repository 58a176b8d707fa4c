package org.millrace.engine.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trains models on rows: the same rows, parameters and number of threads make the same model to the byte. */
final class Learner {
    /** Share of the training rows, at their end, by which it is judged when to stop. */
    private static final double VALIDATION = 0.15;

    private final Dataset data;
    private final Target target;
    private final Parameters parameters;

    /** Is told of each round. */
    @FunctionalInterface
    interface Rounds {
        /**
         * A round is done.
         *
         * @param share of the rounds that are done, 0 to 1
         */
        void done(double share);
    }

    Learner(Dataset data, Target target, Parameters parameters) {
        this.data = data;
        this.target = target;
        this.parameters = parameters;
    }

    /**
     * Trains on rows. With early stopping it trains on all but their end first, looks there how many rounds pay, and then
     * goes as many on all of them.
     */
    Trained train(int[] rows, Rounds progress) {
        try {
            int most = parameters.rounds(target);
            int patience = parameters.boosting().patience();
            if (patience == 0) {
                return fit(rows, most, progress);
            }
            int best = best(rows, most, patience, share -> progress.done(share / 2));
            return fit(rows, best, share -> progress.done((1 + share) / 2));
        } catch (XGBoostError e) {
            throw new TrainingFailed("XGBoost: " + e.getMessage(), e);
        }
    }

    private Trained fit(int[] rows, int rounds, Rounds progress) throws XGBoostError {
        Standardisation scale = scale(rows);
        try (Matrix matrix = matrix(rows, scale)) {
            Booster booster = first(matrix);
            progress.done(1.0 / rounds);
            for (int i = 1; i < rounds; i++) {
                booster.update(matrix.matrix(), i);
                progress.done((i + 1.0) / rounds);
            }
            return new Trained(booster, scale, target, rounds);
        }
    }

    /** Returns the rounds behind which the loss on the last rows was least. */
    private int best(int[] rows, int most, int patience, Rounds progress) throws XGBoostError {
        int judged = Math.max(1, (int) (rows.length * VALIDATION));
        int[] validation = Arrays.copyOfRange(rows, rows.length - judged, rows.length);
        long beginNs = data.endNs(validation[0]);
        int[] before = Arrays.stream(rows)
                .filter(row -> data.labelEndNs(row) < beginNs)
                .toArray();
        if (before.length == 0) {
            throw new TrainingFailed(
                    "--early-stopping: of " + rows.length + " rows to train on, no label ends before the"
                            + " last " + validation.length
                            + " begin, by which it is judged; take more rows, a shorter --horizon"
                            + " or fewer --folds, or do without");
        }
        Standardisation scale = scale(before);
        try (Matrix matrix = matrix(before, scale);
                Matrix judge = Matrix.of(data, validation, scale)) {
            Booster booster = first(matrix);
            int best = 1;
            double least = loss(booster, judge, 0);
            for (int i = 1; i < most && i - best < patience; i++) {
                booster.update(matrix.matrix(), i);
                double loss = loss(booster, judge, i);
                if (loss < least) {
                    least = loss;
                    best = i + 1;
                }
                progress.done((i + 1.0) / most);
            }
            booster.dispose();
            return best;
        }
    }

    private Standardisation scale(int[] rows) {
        return parameters.kind() == Parameters.Kind.LINEAR ? Standardisation.of(data, rows) : null;
    }

    private Matrix matrix(int[] rows, Standardisation scale) throws XGBoostError {
        Matrix matrix = Matrix.of(data, rows, scale);
        if (parameters.balanced() && target.isDirection()) {
            matrix.weigh(weights(rows));
        }
        return matrix;
    }

    private float[] weights(int[] rows) {
        int[] counts = new int[Direction.COUNT];
        for (int row : rows) {
            counts[(int) data.label(row)]++;
        }
        long classes = Arrays.stream(counts).filter(count -> count > 0).count();
        float[] weights = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            weights[i] = (float) ((double) rows.length / classes / counts[(int) data.label(rows[i])]);
        }
        return weights;
    }

    private Booster first(Matrix matrix) throws XGBoostError {
        Map<String, Object> named = new LinkedHashMap<>(parameters.named(target));
        return XGBoost.train(matrix.matrix(), named, 1, Map.of(), null, null);
    }

    /** Returns the number at the end of {@code [3]\tvalidation-mlogloss:1.0975}. */
    private static double loss(Booster booster, Matrix judge, int round) throws XGBoostError {
        String text = booster.evalSet(new DMatrix[] {judge.matrix()}, new String[] {"validation"}, round);
        return Double.parseDouble(text.substring(text.lastIndexOf(':') + 1));
    }
}
