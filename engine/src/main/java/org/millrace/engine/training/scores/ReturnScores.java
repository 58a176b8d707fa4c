package org.millrace.engine.training.scores;

import java.util.EnumMap;
import java.util.Map;

/**
 * How good predicted returns are.
 *
 * @param meanAbsoluteError    mean of |predicted - actual|
 * @param rootMeanSquaredError root of the mean square of it
 * @param determination        R² = 1 - Σ(actual - predicted)² / Σ(actual - mean)²; NaN: they do not differ
 * @param signAccuracy         share of returns other than 0 whose sign was predicted; a prediction of 0 has none
 */
public record ReturnScores(
        double meanAbsoluteError, double rootMeanSquaredError, double determination, double signAccuracy)
        implements Scores {
    /** Judges predictions. */
    public static ReturnScores of(double[] predicted, double[] actual) {
        double mean = mean(actual);
        double absolute = 0;
        double squares = 0;
        double spread = 0;
        int signs = 0;
        int right = 0;
        for (int i = 0; i < actual.length; i++) {
            double miss = predicted[i] - actual[i];
            absolute += Math.abs(miss);
            squares += miss * miss;
            spread += (actual[i] - mean) * (actual[i] - mean);
            signs += actual[i] != 0 ? 1 : 0;
            right += actual[i] * predicted[i] > 0 ? 1 : 0;
        }
        int count = actual.length;
        return new ReturnScores(
                absolute / count,
                StrictMath.sqrt(squares / count),
                spread == 0 ? Double.NaN : 1 - squares / spread,
                (double) right / signs);
    }

    @Override
    public Map<Score, Double> values() {
        Map<Score, Double> values = new EnumMap<>(Score.class);
        values.put(Score.MEAN_ABSOLUTE_ERROR, meanAbsoluteError);
        values.put(Score.ROOT_MEAN_SQUARED_ERROR, rootMeanSquaredError);
        values.put(Score.DETERMINATION, determination);
        values.put(Score.SIGN_ACCURACY, signAccuracy);
        return values;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
