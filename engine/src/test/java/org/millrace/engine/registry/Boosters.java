package org.millrace.engine.registry;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.Trees;

/** Boosters trained on random rows, some values of which are missing. */
public final class Boosters {
    private final Random random;
    private final int features;

    /** A booster, and rows that it can be asked of. */
    public static final class Trained {
        private final Booster booster;
        private final float[] rows;
        private final int count;
        private final Trees trees;

        Trained(Booster booster, float[] rows, int count, Trees trees) {
            this.booster = booster;
            this.rows = rows;
            this.count = count;
            this.trees = trees;
        }

        public int count() {
            return count;
        }

        public Trees trees() {
            return trees;
        }

        public double[] row(int index) {
            int features = rows.length / count;
            double[] row = new double[features];
            for (int i = 0; i < features; i++) {
                row[i] = rows[index * features + i];
            }
            return row;
        }

        /** Returns what the library predicts. */
        public float[][] predicted(boolean margins) throws XGBoostError {
            DMatrix matrix = new DMatrix(rows, count, rows.length / count, Float.NaN);
            try {
                return booster.predict(matrix, margins);
            } finally {
                matrix.dispose();
            }
        }

        /** Returns what the library explains of each margin: contributions of features, then what is expected. */
        public float[][] contributions() throws XGBoostError {
            DMatrix matrix = new DMatrix(rows, count, rows.length / count, Float.NaN);
            try {
                return booster.predictContrib(matrix, 0);
            } finally {
                matrix.dispose();
            }
        }
    }

    public Boosters(long seed, int features) {
        random = new Random(seed);
        this.features = features;
    }

    /** Trains; aborts the test where the native library cannot be loaded. */
    public Trained train(ModelLink link, int rounds, int depth) throws XGBoostError {
        int count = 2_000;
        float[] rows = new float[count * features];
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < features; j++) {
                boolean isMissing = random.nextInt(20) == 0;
                rows[i * features + j] = isMissing ? Float.NaN : (float) random.nextGaussian();
                sum += isMissing ? 0.5 : rows[i * features + j] * (j % 3 - 1);
            }
            sum += random.nextGaussian();
            labels[i] = switch (link) {
                case SOFTMAX -> sum > 1 ? 2 : sum < -1 ? 0 : 1;
                case LOGISTIC -> sum > 0 ? 1 : 0;
                case IDENTITY -> (float) sum;
            };
        }
        try {
            DMatrix matrix = new DMatrix(rows, count, features, Float.NaN);
            matrix.setLabel(labels);
            Booster booster = XGBoost.train(matrix, parameters(link, depth), rounds, Map.of(), null, null);
            matrix.dispose();
            float[] base = link == ModelLink.SOFTMAX ? new float[] {0.5f, 0.5f, 0.5f} : new float[] {base(link)};
            Trees trees = BoosterTrees.of(booster.toByteArray("json"), base);
            return new Trained(booster, rows, count, trees);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            return abort("the native library of XGBoost cannot be loaded here: " + e);
        }
    }

    private static float base(ModelLink link) {
        return link == ModelLink.LOGISTIC ? (float) Math.log(0.4 / 0.6) : 0.25f;
    }

    private static Map<String, Object> parameters(ModelLink link, int depth) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("max_depth", depth);
        parameters.put("eta", 0.1);
        parameters.put("tree_method", "hist");
        parameters.put("nthread", 1);
        parameters.put("verbosity", 0);
        switch (link) {
            case SOFTMAX -> {
                parameters.put("objective", "multi:softprob");
                parameters.put("num_class", 3);
                parameters.put("base_score", 0.5);
            }
            case LOGISTIC -> {
                parameters.put("objective", "binary:logistic");
                parameters.put("base_score", 0.4);
            }
            case IDENTITY -> {
                parameters.put("objective", "reg:squarederror");
                parameters.put("base_score", 0.25);
            }
        }
        return parameters;
    }
}
