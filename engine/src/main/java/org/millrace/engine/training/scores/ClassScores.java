package org.millrace.engine.training.scores;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How good predicted classes are.
 *
 * @param confusion        of the likeliest class with what came
 * @param logLoss          mean of -ln p of what came, p not below 1e-15; NaN: nothing was said of likelihoods
 * @param brier            mean of the summed squares of p less 1 for what came, less 0 for others (Brier 1950): 0 to 2
 * @param calibrationError expected, of the likeliest class's probability, in ten bins
 * @param reliability      of each class
 */
public record ClassScores(
        Confusion confusion, double logLoss, double brier, double calibrationError, List<Reliability> reliability)
        implements Scores {
    private static final double LEAST = 1e-15;

    /**
     * Judges probabilities.
     *
     * @param probabilities of each row, one a class
     * @param actual        class that came
     */
    public static ClassScores of(double[][] probabilities, int[] actual, int classes) {
        int[] predicted = likeliest(probabilities);
        double loss = 0;
        double squares = 0;
        double[] confidence = new double[actual.length];
        boolean[] right = new boolean[actual.length];
        for (int i = 0; i < actual.length; i++) {
            loss -= StrictMath.log(Math.max(LEAST, probabilities[i][actual[i]]));
            squares += square(probabilities[i], actual[i]);
            confidence[i] = probabilities[i][predicted[i]];
            right[i] = predicted[i] == actual[i];
        }
        return new ClassScores(
                Confusion.of(actual, predicted, classes),
                loss / actual.length,
                squares / actual.length,
                Reliability.of(confidence, right, Reliability.BINS).expectedError(),
                reliability(probabilities, actual, classes));
    }

    /** Judges classes of which nothing more is said. */
    public static ClassScores of(int[] predicted, int[] actual, int classes) {
        Confusion confusion = Confusion.of(actual, predicted, classes);
        return new ClassScores(confusion, Double.NaN, Double.NaN, Double.NaN, List.of());
    }

    @Override
    public Map<Score, Double> values() {
        Map<Score, Double> values = new EnumMap<>(Score.class);
        values.put(Score.ACCURACY, confusion.accuracy());
        values.put(Score.MACRO_F1, confusion.macroF1());
        values.put(Score.LOG_LOSS, logLoss);
        values.put(Score.BRIER, brier);
        values.put(Score.CALIBRATION_ERROR, calibrationError);
        return values;
    }

    /** Returns the class of the highest probability in each row; of equal ones the first. */
    public static int[] likeliest(double[][] probabilities) {
        int[] classes = new int[probabilities.length];
        for (int i = 0; i < classes.length; i++) {
            for (int j = 1; j < probabilities[i].length; j++) {
                if (probabilities[i][j] > probabilities[i][classes[i]]) {
                    classes[i] = j;
                }
            }
        }
        return classes;
    }

    private static double square(double[] probabilities, int actual) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double miss = probabilities[i] - (i == actual ? 1 : 0);
            sum += miss * miss;
        }
        return sum;
    }

    private static List<Reliability> reliability(double[][] probabilities, int[] actual, int classes) {
        List<Reliability> tables = new ArrayList<>();
        double[] of = new double[actual.length];
        boolean[] came = new boolean[actual.length];
        for (int j = 0; j < classes; j++) {
            for (int i = 0; i < actual.length; i++) {
                of[i] = probabilities[i][j];
                came[i] = actual[i] == j;
            }
            tables.add(Reliability.of(of, came, Reliability.BINS));
        }
        return tables;
    }
}
