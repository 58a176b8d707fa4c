package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.millrace.codecs.json.Timeframes;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.report.TrainingReport;
import org.millrace.engine.report.TrainingText;
import org.millrace.engine.training.Dataset;
import org.millrace.engine.training.JournalRows;
import org.millrace.engine.training.JournalScan;
import org.millrace.engine.training.Library;
import org.millrace.engine.training.ModelMaker;
import org.millrace.engine.training.Subject;
import org.millrace.engine.training.Target;
import org.millrace.engine.training.Training;
import org.millrace.engine.training.TrainingPlan;
import org.millrace.engine.training.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model on journals, judges it out of sample, and puts it into the registry. */
@Command(
        name = "train",
        description = "Trains a model on a journal, and says how good it is out of sample.",
        footer = {
            "",
            "Features are computed by the stages that compute them live. The model becomes the next version of its"
                    + " name in the registry; nothing uses it until it is promoted. The journal is not changed."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            split = ",",
            paramLabel = "DIR",
            description = "Data directories, or journals of inputs; several are read as one, by event time.")
    private List<Path> journals;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of the model, as direction-1m.")
    private String name;

    @Option(names = "--set", paramLabel = "NAME[:VERSION]", description = "Feature set (default: standard).")
    private String set = "standard";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings that declare it (default: the journal, then the demo's).")
    private Path config;

    @Option(
            names = "--instrument",
            split = ",",
            paramLabel = "INSTRUMENT",
            description = "As simulator:BTC-USDT (default: all that the journal has).")
    private List<String> instruments = List.of();

    @Option(names = "--timeframe", paramLabel = "TIMEFRAME", description = "Of bars (default: 1m).")
    private String timeframe = "1m";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "First end of a bar, as 2026-01-31 or 2026-01-31T12:00:00Z.")
    private long fromNs = Long.MIN_VALUE;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "End of bars' ends, exclusive: what comes later stays unseen.")
    private long toNs = Long.MAX_VALUE;

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
        TrainingPlan plan = checked();
        Library.load();
        long startNs = System.nanoTime();
        JournalScan journal = scan();
        FeatureSetSettings features = FeatureSets.find(set, config, journal);
        JournalRows rows =
                new JournalRows(journal, new JournalRows.Request(features, timeframe, instruments, fromNs, toNs));
        Dataset data = read(rows, plan);
        double readSeconds = seconds(startNs);
        try (TrainingResult result = train(data, plan)) {
            double trainedSeconds = seconds(startNs) - readSeconds;
            ModelRegistry models =
                    new ModelRegistry(registry == null ? journals.get(0).resolve(ModelRegistry.FOLDER) : registry);
            ModelTerms terms = terms(models, features, plan.target());
            Subject subject = new Subject(terms, rows.instruments(), new Millrace.Version().getVersion()[0]);
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

    private ModelTerms terms(ModelRegistry models, FeatureSetSettings features, Target target) {
        int seconds = (int) Timeframes.seconds(timeframe);
        return new ModelTerms(
                name,
                models.idOf(name),
                models.nextVersion(name),
                new WantedFeatures(features.id(), features.name(), features.version(), features.features()),
                seconds,
                target.horizon() * seconds,
                target.kind(),
                ModelMaker.link(target));
    }

    /** Returns what is asked for; this command's settings file is no reason to say that the settings are wrong. */
    private TrainingPlan checked() {
        try {
            ModelTerms.requireName("--name", name);
            Timeframes.seconds(timeframe);
            return options.plan();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
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

    private JournalScan scan() {
        try (Inputs inputs = JournalInputs.open(journals)) {
            return JournalScan.of(inputs);
        }
    }

    private Dataset read(JournalRows rows, TrainingPlan plan) {
        try (Progress bar = new Progress("% read");
                Inputs inputs = JournalInputs.open(journals)) {
            return rows.read(inputs, plan.target(), (what, share) -> bar.show(share, Math.round(share * 100)));
        }
    }

    private static double seconds(long sinceNs) {
        return (System.nanoTime() - sinceNs) / 1e9;
    }
}
