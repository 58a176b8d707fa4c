package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.report.TrainingReport;
import org.millrace.engine.report.TrainingText;
import org.millrace.engine.training.Dataset;
import org.millrace.engine.training.Library;
import org.millrace.engine.training.ModelMaker;
import org.millrace.engine.training.Subject;
import org.millrace.engine.training.Target;
import org.millrace.engine.training.Training;
import org.millrace.engine.training.TrainingPlan;
import org.millrace.engine.training.TrainingResult;
import org.millrace.engine.training.TrainingRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model on journals or a store, judges it out of sample, and puts it into the registry. */
@Command(
        name = "train",
        description = "Trains a model on journals or a store, and says how good it is out of sample.",
        footer = {
            "",
            "Features are computed by the stages that compute them live, or are those that were published. The model"
                    + " becomes the next version of its name in the registry; nothing uses it until it is promoted."
                    + " Neither journal nor store is changed."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private RowOptions rows = new RowOptions();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of the model, as direction-1m.")
    private String name;

    @Option(names = "--registry", paramLabel = "DIR", description = "Folder of models (default: models in --data).")
    private Path registry;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Write the HTML report there too.")
    private Path report;

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Override
    public Integer call() throws IOException {
        ModelTerms.requireName("--name", name);
        rows.check();
        TrainingPlan plan = options.plan(rows.seconds());
        ModelRegistry models =
                new ModelRegistry(registry == null ? rows.data().resolve(ModelRegistry.FOLDER) : registry);
        Library.load();
        long startNs = System.nanoTime();
        TrainingRows read = rows.read(plan.target());
        double readSeconds = seconds(startNs);
        ModelTerms terms = terms(models, read.features(), plan.target());
        try (TrainingResult result = train(read.data(), plan)) {
            double trainedSeconds = seconds(startNs) - readSeconds;
            Subject subject = new Subject(terms, read.instruments(), new Millrace.Version().getVersion()[0]);
            TrainingText.print(result, subject, System.out);
            StoredModel stored = store(models, result, subject);
            System.out.printf(
                    "model: %s, version %d, number %d, SHA-256 %s%n",
                    name, stored.version(), terms.id(), stored.hash());
            System.out.printf(
                    "time: %.1f s for features, %.1f s for training; all in %s%n",
                    readSeconds, trainedSeconds, stored.folder());
        }
        return ExitCode.DONE;
    }

    private static TrainingResult train(Dataset data, TrainingPlan plan) {
        try (Progress bar = new Progress("% trained")) {
            return new Training(data, plan, (what, share) -> bar.show(share, Math.round(share * 100))).run();
        }
    }

    private ModelTerms terms(ModelRegistry models, WantedFeatures features, Target target) {
        return new ModelTerms(
                name,
                models.idOf(name),
                models.nextVersion(name),
                features,
                rows.seconds(),
                target.horizon() * rows.seconds(),
                target.kind(),
                ModelMaker.link(target));
    }

    private StoredModel store(ModelRegistry models, TrainingResult result, Subject subject) throws IOException {
        TrainedModel model = new ModelMaker(result).make(subject.terms());
        String html = TrainingReport.html(result, subject);
        if (report != null) {
            Files.writeString(report, html);
        }
        return models.add(
                model,
                new ModelCard(TrainingReport.card(result, subject)),
                Map.of(ModelRegistry.REPORT, html.getBytes(StandardCharsets.UTF_8), "booster.ubj", result.booster()));
    }

    private static double seconds(long sinceNs) {
        return (System.nanoTime() - sinceNs) / 1e9;
    }
}
