package org.millrace.engine.training;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Rows as the library takes them: floats, and NaN for what is missing. Memory outside the heap until it is closed. */
final class Matrix implements AutoCloseable {
    private final DMatrix matrix;

    private Matrix(DMatrix matrix) {
        this.matrix = matrix;
    }

    /**
     * Copies rows.
     *
     * @param scale or null: as they are
     */
    static Matrix of(Dataset data, int[] rows, Standardisation scale) throws XGBoostError {
        int features = data.features().size();
        float[] values = new float[Math.multiplyExact(rows.length, features)];
        float[] labels = new float[rows.length];
        int at = 0;
        for (int i = 0; i < rows.length; i++) {
            double[] row = data.values(rows[i]);
            for (int j = 0; j < features; j++) {
                values[at++] = (float) (scale == null ? row[j] : scale.apply(j, row[j]));
            }
            labels[i] = (float) data.label(rows[i]);
        }
        Matrix made = new Matrix(new DMatrix(values, rows.length, features, Float.NaN));
        made.matrix.setLabel(labels);
        return made;
    }

    /** Says how much each row counts. */
    void weigh(float[] weights) throws XGBoostError {
        matrix.setWeight(weights);
    }

    DMatrix matrix() {
        return matrix;
    }

    @Override
    public void close() {
        matrix.dispose();
    }
}
