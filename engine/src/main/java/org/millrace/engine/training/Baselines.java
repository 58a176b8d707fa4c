package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.millrace.engine.training.Evaluation.Contender;
import org.millrace.engine.training.scores.ClassScores;
import org.millrace.engine.training.scores.ReturnScores;

/**
 * Those whom a model has to beat. Of directions: who always says the commonest one of the training rows, each as likely as it
 * was there, of each one more than there were; and who says that it goes on as it went over the last horizon. Of returns:
 * who says 0, and who says the last.
 */
final class Baselines {
    private final Dataset data;
    private final Target target;

    Baselines(Dataset data, Target target) {
        this.data = data;
        this.target = target;
    }

    /** Judges a model's predictions, and the baselines'. */
    Evaluation judge(double[][] predicted, Fold fold) {
        return target.isDirection()
                ? directions(List.<double[][]>of(predicted), List.of(fold))
                : returns(List.<double[][]>of(predicted), List.of(fold));
    }

    /** Judges all folds as if they were one; each has been predicted by its own model. */
    Evaluation judge(List<double[][]> predicted, List<Fold> folds) {
        return target.isDirection() ? directions(predicted, folds) : returns(predicted, folds);
    }

    private Evaluation directions(List<double[][]> predicted, List<Fold> folds) {
        int[] actual =
                tested(folds).stream().mapToInt(row -> (int) data.label(row)).toArray();
        double[][] model = predicted.stream().flatMap(Arrays::stream).toArray(double[][]::new);
        double[][] prior = new double[actual.length][];
        int[] last = new int[actual.length];
        int at = 0;
        for (Fold fold : folds) {
            double[] shares = shares(fold.train());
            int majority = ClassScores.likeliest(new double[][] {shares})[0];
            for (int row : fold.test()) {
                prior[at] = shares;
                double previous = data.previousLabel(row);
                last[at++] = Double.isNaN(previous) ? majority : (int) previous;
            }
        }
        return new Evaluation(List.of(
                new Contender(Evaluation.MODEL, ClassScores.of(model, actual, Direction.COUNT)),
                new Contender("majority", ClassScores.of(prior, actual, Direction.COUNT)),
                new Contender("last direction", ClassScores.of(last, actual, Direction.COUNT))));
    }

    private Evaluation returns(List<double[][]> predicted, List<Fold> folds) {
        List<Integer> rows = tested(folds);
        double[] actual = rows.stream().mapToDouble(data::label).toArray();
        double[] model = predicted.stream()
                .flatMap(Arrays::stream)
                .mapToDouble(each -> each[0])
                .toArray();
        double[] last = rows.stream()
                .mapToDouble(data::previousLabel)
                .map(each -> Double.isNaN(each) ? 0 : each)
                .toArray();
        return new Evaluation(List.of(
                new Contender(Evaluation.MODEL, ReturnScores.of(model, actual)),
                new Contender("zero", ReturnScores.of(new double[actual.length], actual)),
                new Contender("last return", ReturnScores.of(last, actual))));
    }

    private double[] shares(int[] rows) {
        double[] shares = new double[Direction.COUNT];
        double each = 1.0 / (rows.length + Direction.COUNT);
        Arrays.fill(shares, each); // one more than there were of each: what was never seen is not impossible
        for (int row : rows) {
            shares[(int) data.label(row)] += each;
        }
        return shares;
    }

    private static List<Integer> tested(List<Fold> folds) {
        List<Integer> rows = new ArrayList<>();
        folds.forEach(fold -> Arrays.stream(fold.test()).forEach(rows::add));
        return rows;
    }
}
