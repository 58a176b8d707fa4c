package org.millrace.engine.training;

import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A model of the library's. Memory outside the heap until it is closed. */
final class Trained implements AutoCloseable {
    private static final int CHUNK = 65_536; // rows

    private final Booster booster;
    private final Standardisation scale;
    private final Target target;
    private final int rounds;

    /**
     * Holds a model.
     *
     * @param scale  of the features that it takes; null: as they are
     * @param rounds that it was trained for
     */
    Trained(Booster booster, Standardisation scale, Target target, int rounds) {
        this.booster = booster;
        this.scale = scale;
        this.target = target;
        this.rounds = rounds;
    }

    /** Predicts rows: of each the probabilities of the directions, or one return. */
    double[][] predict(Dataset data, int[] rows) {
        double[][] predictions = new double[rows.length][];
        for (int from = 0; from < rows.length; from += CHUNK) {
            int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + CHUNK));
            try (Matrix matrix = Matrix.of(data, some, scale)) {
                float[][] values = booster.predict(matrix.matrix());
                for (int i = 0; i < some.length; i++) {
                    predictions[from + i] = doubles(values[i]);
                }
            } catch (XGBoostError e) {
                throw new TrainingFailed("XGBoost: " + e.getMessage(), e);
            }
        }
        return predictions;
    }

    /** Returns the model in the library's own JSON: the same model has the same bytes. */
    byte[] json() {
        return bytes("json");
    }

    /** Returns the model as the library reads it again, Universal Binary JSON. */
    byte[] binary() {
        return bytes("ubj");
    }

    Standardisation scale() {
        return scale;
    }

    Target target() {
        return target;
    }

    int rounds() {
        return rounds;
    }

    @Override
    public void close() {
        booster.dispose();
    }

    private byte[] bytes(String format) {
        try {
            return booster.toByteArray(format);
        } catch (XGBoostError e) {
            throw new TrainingFailed("XGBoost: " + e.getMessage(), e);
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
