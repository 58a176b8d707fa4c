package org.millrace.engine.report;

import java.io.PrintStream;
import org.millrace.engine.training.Dataset;
import org.millrace.engine.training.Evaluation;
import org.millrace.engine.training.Subject;
import org.millrace.engine.training.TrainingResult;
import org.millrace.engine.training.scores.Score;

/** What came of a training, in words and as a table for the terminal. */
public final class TrainingText {
    private TrainingText() {}

    /** Prints what was trained on what, scores beside those of the baselines, and how far to believe them. */
    public static void print(TrainingResult result, Subject subject, PrintStream out) {
        Dataset.Counts counts = result.data().counts();
        out.printf(
                "rows: %,d of %,d bars (%,d lack a feature, %,d end before their horizon, %,d rest on doubtful data)%n",
                result.data().size(), counts.bars(), counts.lacking(), counts.unlabelled(), counts.tainted());
        if (counts.stretched() > 0) {
            out.printf(
                    "of these %,d labels reach over bars that are missing, and end later than told%n",
                    counts.stretched());
        }
        if (!result.data().missing().isEmpty()) {
            out.println("no bar has: " + String.join(", ", result.data().missing()));
        }
        out.println("data: SHA-256 " + result.data().hash());
        out.println(trained(result, subject));
        print("hold-out", result.holdOut(), out);
        print(result.folds().size() + " folds as one", result.walked(), out);
        out.println(TrainingVerdict.of(result).says());
    }

    /** Says what was learnt from what, and what it is judged by. */
    public static String trained(TrainingResult result, Subject subject) {
        int[] train = result.last().train();
        int[] test = result.last().test();
        return "trained on %,d rows of %s, %s to %s; judged by the %,d from %s to %s, which no choice has seen"
                .formatted(
                        train.length,
                        String.join(", ", subject.instruments()),
                        time(result, train[0]),
                        time(result, train[train.length - 1]),
                        test.length,
                        time(result, test[0]),
                        time(result, test[test.length - 1]));
    }

    private static void print(String title, Evaluation evaluation, PrintStream out) {
        out.printf("  %-26s", title);
        evaluation.contenders().forEach(each -> out.printf(" %16s", each.name()));
        out.println();
        for (Score score : evaluation.model().values().keySet()) {
            out.printf("  %-26s", score.label());
            evaluation
                    .contenders()
                    .forEach(each ->
                            out.printf(" %16s", number(each.scores().values().get(score))));
            out.println();
        }
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "-"
                : Math.abs(value) >= 0.01 || value == 0 ? "%.4f".formatted(value) : "%.3e".formatted(value);
    }

    private static String time(TrainingResult result, int row) {
        return TextReport.time(result.data().endNs(row)).toString();
    }
}
