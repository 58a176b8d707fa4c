package org.millrace.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.millrace.engine.training.Dataset;
import org.millrace.engine.training.Direction;
import org.millrace.engine.training.Importance;
import org.millrace.engine.training.Subject;
import org.millrace.engine.training.TrainingResult;
import org.millrace.engine.training.TrainingResult.Judged;
import org.millrace.engine.training.scores.ClassScores;
import org.millrace.engine.training.scores.Confusion;
import org.millrace.engine.training.scores.Reliability;
import org.millrace.engine.training.scores.Score;

/** A training as a model's card, and as one HTML file with plots. */
public final class TrainingReport {
    private static final int PERIODS = 60; // of the balance of labels

    private TrainingReport() {}

    /** Returns what the registry keeps beside the model: a JSON object. */
    public static String card(TrainingResult result, Subject subject) {
        return JsonReport.text(report -> {
            report.out().useDefaultPrettyPrinter();
            report.out().writeStartObject();
            new TrainingJson(report, result, subject).card();
            report.out().writeEndObject();
        });
    }

    /** Returns the whole page. */
    public static String html(TrainingResult result, Subject subject) {
        String title = "Model " + subject.terms().name() + ", version "
                + subject.terms().version();
        String subtitle = "%s over %d bars by %s"
                .formatted(
                        result.plan().target().kind().name().toLowerCase(Locale.ROOT),
                        result.plan().target().horizon(),
                        result.plan().parameters().kind().name().toLowerCase(Locale.ROOT));
        return HtmlPage.of("training", title, subtitle, report -> write(report, result, subject));
    }

    /** Returns the Content-Security-Policy under which a server may show a page that was made once. */
    public static String policyOf(String html) {
        return HtmlPage.policyOf(html);
    }

    private static void write(JsonReport report, TrainingResult result, Subject subject) throws IOException {
        JsonGenerator out = report.out();
        TrainingJson json = new TrainingJson(report, result, subject);
        json.card();
        out.writeStringField("trained", TrainingText.trained(result, subject));
        out.writeStringField("decisive", TrainingVerdict.decisive(result).key());
        out.writeObjectFieldStart("scores");
        for (Score score : Score.values()) {
            out.writeStringField(score.key(), score.label());
        }
        out.writeEndObject();
        folds(report, json, result);
        if (result.holdOut().model() instanceof ClassScores scores) {
            classes(report, scores);
        }
        importance(report, result.importance());
        balance(report, result);
    }

    private static void folds(JsonReport report, TrainingJson json, TrainingResult result) throws IOException {
        JsonGenerator out = report.out();
        out.writeArrayFieldStart("foldTable");
        for (Judged fold : result.folds()) {
            int[] test = fold.fold().test();
            out.writeStartObject();
            report.times(
                    "span",
                    new long[] {result.data().endNs(test[0]), result.data().endNs(test[test.length - 1])});
            out.writeNumberField("trained", fold.fold().train().length);
            out.writeNumberField("tested", test.length);
            out.writeNumberField("rounds", fold.rounds());
            json.evaluation("scores", fold.evaluation());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void classes(JsonReport report, ClassScores scores) throws IOException {
        JsonGenerator out = report.out();
        Confusion confusion = scores.confusion();
        out.writeArrayFieldStart("classes");
        for (Direction direction : Direction.values()) {
            int of = direction.index();
            Reliability reliability = scores.reliability().get(of);
            out.writeStartObject();
            out.writeStringField("name", direction.name().toLowerCase(Locale.ROOT));
            report.number("precision", confusion.precision(of));
            report.number("recall", confusion.recall(of));
            report.number("f1", confusion.f1(of));
            out.writeArrayFieldStart("predicted");
            for (int i = 0; i < Direction.COUNT; i++) {
                out.writeNumber(confusion.count(of, i));
            }
            out.writeEndArray();
            out.writeArrayFieldStart("reliability");
            for (int i = 0; i < reliability.bins(); i++) {
                out.writeStartObject();
                out.writeNumberField("count", reliability.count(i));
                report.number("predicted", reliability.predicted(i));
                report.number("observed", reliability.observed(i));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void importance(JsonReport report, Importance importance) throws IOException {
        report.out().writeObjectFieldStart("importance");
        report.numbers("gain", importance.gain());
        report.numbers("weight", importance.weight());
        report.numbers("permutation", importance.permutation());
        report.out().writeEndObject();
    }

    /** Writes of each period the shares of directions, or mean and mean size of returns. */
    private static void balance(JsonReport report, TrainingResult result) throws IOException {
        Dataset data = result.data();
        boolean isDirection = result.plan().target().isDirection();
        int periods = Math.min(PERIODS, data.size());
        long[] times = new long[periods];
        double[][] lines = new double[isDirection ? Direction.COUNT : 2][periods];
        for (int i = 0; i < periods; i++) {
            int from = (int) ((long) data.size() * i / periods);
            int to = (int) ((long) data.size() * (i + 1) / periods);
            times[i] = data.endNs(from);
            for (int row = from; row < to; row++) {
                if (isDirection) {
                    lines[(int) data.label(row)][i] += 1.0 / (to - from);
                } else {
                    lines[0][i] += data.label(row) / (to - from);
                    lines[1][i] += Math.abs(data.label(row)) / (to - from);
                }
            }
        }
        report.out().writeObjectFieldStart("balance");
        report.times("times", times);
        List<String> names = isDirection ? List.of("down", "neutral", "up") : List.of("mean", "mean size");
        for (int i = 0; i < lines.length; i++) {
            report.numbers(names.get(i), lines[i]);
        }
        report.out().writeEndObject();
    }
}
