package org.millrace.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.codecs.json.Timeframes;
import org.millrace.engine.performance.Returns;
import org.millrace.engine.registry.Verdict;
import org.millrace.engine.training.Dataset;
import org.millrace.engine.training.Evaluation;
import org.millrace.engine.training.Evaluation.Contender;
import org.millrace.engine.training.Library;
import org.millrace.engine.training.Splits;
import org.millrace.engine.training.Subject;
import org.millrace.engine.training.TrainingResult;
import org.millrace.engine.training.TrainingResult.Judged;
import org.millrace.engine.training.scores.Score;

/** Parts of a training as JSON: scores by their keys, times as text, what is not known as null. */
final class TrainingJson {
    private final JsonReport report;
    private final JsonGenerator out;
    private final TrainingResult result;
    private final Subject subject;

    TrainingJson(JsonReport report, TrainingResult result, Subject subject) {
        this.report = report;
        out = report.out();
        this.result = result;
        this.subject = subject;
    }

    /** Writes what a model's card says. */
    void card() throws IOException {
        out.writeStringField("name", subject.terms().name());
        out.writeNumberField("version", subject.terms().version());
        out.writeStringField("codeVersion", subject.codeVersion());
        out.writeStringField("library", Library.version());
        data();
        features();
        target();
        splits();
        out.writeObjectFieldStart("parameters");
        for (Map.Entry<String, Object> each :
                result.plan().parameters().named(result.plan().target()).entrySet()) {
            out.writeObjectField(each.getKey(), each.getValue());
        }
        out.writeNumberField("rounds", result.rounds());
        out.writeBooleanField("balanced", result.plan().parameters().balanced());
        out.writeEndObject();
        out.writeNumberField("seed", result.plan().parameters().seed());
        verdict();
        out.writeObjectFieldStart("metrics");
        evaluation("holdOut", result.holdOut());
        evaluation("folds", result.walked());
        spread();
        out.writeEndObject();
    }

    /** Writes scores of the model and of the baselines, by their names. */
    void evaluation(String name, Evaluation evaluation) throws IOException {
        out.writeObjectFieldStart(name);
        for (Contender each : evaluation.contenders()) {
            out.writeObjectFieldStart(each.name());
            for (Map.Entry<Score, Double> score : each.scores().values().entrySet()) {
                report.number(score.getKey().key(), score.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void verdict() throws IOException {
        Verdict verdict = TrainingVerdict.of(result);
        out.writeObjectFieldStart(Verdict.NAME);
        out.writeStringField("advice", verdict.advice().key());
        out.writeStringField("score", verdict.score());
        out.writeStringField("over", verdict.over());
        report.number("model", verdict.model());
        out.writeStringField("baseline", verdict.baseline());
        report.number("beside", verdict.beside());
        out.writeStringField("says", verdict.says());
        out.writeEndObject();
    }

    private void data() throws IOException {
        Dataset.Counts counts = result.data().counts();
        int[] train = result.last().train();
        int[] test = result.last().test();
        out.writeObjectFieldStart("data");
        report.strings("instruments", subject.instruments());
        out.writeStringField("timeframe", Timeframes.text(subject.terms().timeframe()));
        out.writeStringField("trainedFrom", time(train[0]));
        out.writeStringField("trainedTo", time(train[train.length - 1]));
        out.writeStringField("heldOutFrom", time(test[0]));
        out.writeStringField("heldOutTo", time(test[test.length - 1]));
        out.writeNumberField("bars", counts.bars());
        out.writeNumberField("lacking", counts.lacking());
        out.writeNumberField("unlabelled", counts.unlabelled());
        out.writeNumberField("tainted", counts.tainted());
        out.writeNumberField("stretched", counts.stretched());
        out.writeNumberField("rows", result.data().size());
        out.writeNumberField("trained", train.length);
        out.writeNumberField("heldOut", test.length);
        out.writeStringField("hash", result.data().hash());
        out.writeEndObject();
    }

    private void features() throws IOException {
        out.writeObjectFieldStart("features");
        out.writeStringField("set", subject.terms().features().setName());
        out.writeNumberField("version", subject.terms().features().version());
        report.strings("names", result.data().features());
        report.strings("missing", result.data().missing());
        out.writeEndObject();
    }

    private void target() throws IOException {
        out.writeObjectFieldStart("target");
        out.writeStringField("label", result.plan().target().kind().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("horizon", result.plan().target().horizon());
        report.number("cost", result.plan().target().cost());
        report.number("volatility", result.plan().target().volatility());
        out.writeEndObject();
    }

    private void splits() throws IOException {
        Splits.Plan plan = result.plan().splits();
        out.writeObjectFieldStart("splits");
        out.writeStringField("mode", plan.mode().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("folds", plan.folds());
        report.number("embargo", plan.embargo());
        report.number("holdOut", plan.holdOut());
        out.writeEndObject();
    }

    /** Writes mean and deviation of the model's scores over the folds. */
    private void spread() throws IOException {
        Map<Score, List<Double>> values = new EnumMap<>(Score.class);
        for (Judged fold : result.folds()) {
            fold.evaluation().model().values().forEach((score, value) -> values.computeIfAbsent(
                            score, each -> new ArrayList<>())
                    .add(value));
        }
        out.writeObjectFieldStart("spread");
        for (Map.Entry<Score, List<Double>> each : values.entrySet()) {
            double[] all =
                    each.getValue().stream().mapToDouble(Double::doubleValue).toArray();
            out.writeObjectFieldStart(each.getKey().key());
            report.number("mean", Returns.mean(all));
            report.number("deviation", Returns.deviation(all));
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private String time(int row) {
        return TextReport.time(result.data().endNs(row)).toString();
    }
}
