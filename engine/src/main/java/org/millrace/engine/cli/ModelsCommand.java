package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.codecs.json.Timeframes;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.TrainedModel;
import org.millrace.engine.models.TrainingShape;
import org.millrace.engine.models.Visible;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelFile;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.registry.StoredModels;
import org.millrace.engine.registry.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the models of a data directory, shows and compares their versions, and takes in models from elsewhere. */
@Command(name = "models", description = "Lists, shows, compares and imports models.", mixinStandardHelpOptions = true)
final class ModelsCommand implements Runnable {
    private static final String NO_VERDICT = "none: its card tells of none, as of a model from elsewhere";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What with the models? millrace models list --data DIR");
    }

    /** Where the models are. */
    static final class Place {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Data directory of an engine; its models are in the folder models (default: data).")
        private Path data = Path.of("data");

        ModelRegistry registry() {
            return new ModelRegistry(data.resolve(ModelRegistry.FOLDER));
        }
    }

    @Command(
            name = "list",
            description = "Prints each version: name, number, version, kind, target, bars, horizon, feature set, what"
                    + " training says of it and by which score, hash.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Place place) {
        ModelRegistry registry = place.registry();
        int exitCode = ExitCode.DONE;
        for (String name : registry.names()) {
            for (int version : registry.versions(name)) {
                try {
                    System.out.println(line(registry.read(name, version)));
                } catch (IllegalArgumentException e) {
                    System.err.println("millrace: " + e.getMessage());
                    exitCode = ExitCode.FAILED;
                }
            }
        }
        return exitCode;
    }

    @Command(
            name = "show",
            description = "Prints what a version is, and its card: span, metrics, parameters of its training.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME", description = "Name of the model.") String name,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the newest.") Integer version) {
        ModelRegistry registry = place.registry();
        StoredModel stored = version == null ? registry.newest(name) : registry.read(name, version);
        ModelTerms terms = stored.model().terms();
        System.out.println(line(stored));
        System.out.println("features " + String.join(",", terms.features().names()));
        System.out.println("folder " + stored.folder());
        System.out.println("verdict "
                + Visible.of(stored.card().verdict().map(Verdict::says).orElse(NO_VERDICT)));
        System.out.println(Visible.of(stored.card().json(), "\n\r\t")); // as JSON has them anyway
        return ExitCode.DONE;
    }

    @Command(
            name = "compare",
            description = "Prints the metrics of two versions beside each other.",
            mixinStandardHelpOptions = true)
    int compare(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME", description = "Name of the model.") String name,
            @Parameters(paramLabel = "VERSION", description = "One version.") int one,
            @Parameters(paramLabel = "VERSION", description = "Another.") int other) {
        ModelRegistry registry = place.registry();
        List<ModelCard> cards = List.of(
                registry.read(name, one).card(), registry.read(name, other).card());
        System.out.printf("%-40s %14s %14s %14s%n", name, "v" + one, "v" + other, "difference");
        for (Map.Entry<String, double[]> row : ModelCard.compare(cards).entrySet()) {
            double[] values = row.getValue();
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %14s %14s %14s%n",
                    row.getKey(),
                    text(values[0]),
                    text(values[1]),
                    text(values[1] - values[0]));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "import",
            description = "Takes in an ONNX file as the next version of a model.",
            footer = {
                "",
                "It is to take a tensor of floats, 1 x the number of features, and to give one of 1 x 3, the probabilities of"
                        + " down, neutral and up, or of 1 x 1, the value."
            },
            mixinStandardHelpOptions = true)
    int take(
            @Mixin Place place,
            @Mixin ImportedTerms terms,
            @Parameters(paramLabel = "FILE.onnx", description = "The model.") Path file)
            throws IOException {
        byte[] onnx = Files.readAllBytes(file);
        ModelRegistry registry = place.registry();
        TrainedModel model = TrainedModel.ofOnnx(terms.of(registry), ModelFile.hash(onnx), TrainingShape.UNKNOWN);
        StoredModels.check(file, onnx, model);
        StoredModel stored = registry.add(model, terms.card(), Map.of(ModelRegistry.ONNX, onnx));
        System.out.println(line(stored));
        return ExitCode.DONE;
    }

    private static String line(StoredModel stored) {
        ModelTerms terms = stored.model().terms();
        return "%s id=%d version=%d %s %s timeframe=%s horizon=%s features=%s:%d (%d) %s%s"
                .formatted(
                        terms.name(),
                        terms.id(),
                        terms.version(),
                        stored.model().kind().name().toLowerCase(Locale.ROOT),
                        terms.target().name().toLowerCase(Locale.ROOT),
                        Timeframes.text(terms.timeframe()),
                        Timeframes.text(terms.horizon()),
                        terms.features().setName(),
                        terms.features().version(),
                        terms.features().names().size(),
                        verdict(stored),
                        stored.hash());
    }

    /** Returns what training says of a version, in a word and by the score that decided; nothing where it says nothing. */
    private static String verdict(StoredModel stored) {
        return stored.card()
                .verdict()
                .map(verdict -> "verdict=%s (%s %s, %s %s) "
                        .formatted(
                                verdict.advice().key(),
                                verdict.score(),
                                text(verdict.model()),
                                verdict.baseline(),
                                text(verdict.beside())))
                .map(Visible::of)
                .orElse("");
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "-" : "%.6g".formatted(value);
    }
}
