package org.millrace.bench.micro;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.millrace.engine.models.FlatTrees;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.registry.BoosterTrees;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;

/** Predicts from 40 features with 200 trees of depth 6: ours, and XGBoost's own prediction of one row. */
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ModelsBenchmark extends MicroBenchmark {
    private static final int FEATURES = 40;
    private static final int ROWS = 4_096;

    private final double[][] rows = new double[ROWS][FEATURES];
    private final float[][] floats = new float[ROWS][FEATURES];
    private final double[] out = new double[1];
    private Booster booster;
    private FlatTrees trees;
    private int row;

    @Setup
    public void train() throws XGBoostError {
        Random random = new Random(1);
        float[] all = new float[ROWS * FEATURES];
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < FEATURES; j++) {
                floats[i][j] = (float) random.nextGaussian();
                rows[i][j] = floats[i][j];
                all[i * FEATURES + j] = floats[i][j];
                labels[i] += floats[i][j] * (j % 5 - 2);
            }
            labels[i] += (float) random.nextGaussian();
        }
        DMatrix matrix = new DMatrix(all, ROWS, FEATURES, Float.NaN);
        matrix.setLabel(labels);
        Map<String, Object> parameters = new HashMap<>(
                Map.of("objective", "reg:squarederror", "max_depth", 6, "eta", 0.05, "nthread", 1, "base_score", 0.0));
        booster = XGBoost.train(matrix, parameters, 200, Map.of(), null, null);
        trees = new FlatTrees(BoosterTrees.of(booster.toByteArray("json"), new float[1]), FEATURES, ModelLink.IDENTITY);
        matrix.dispose();
    }

    @Benchmark
    public double millrace() {
        trees.predict(rows[next()], out);
        return out[0];
    }

    @Benchmark
    public float xgboost() throws XGBoostError {
        return booster.inplace_predict(floats[next()], 1, FEATURES, Float.NaN)[0][0];
    }

    private int next() {
        row = row + 1 & ROWS - 1;
        return row;
    }
}
