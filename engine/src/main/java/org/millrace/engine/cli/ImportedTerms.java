package org.millrace.engine.cli;

import java.util.List;
import java.util.Locale;
import org.millrace.engine.models.ModelLink;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.registry.ModelCard;
import org.millrace.engine.registry.ModelRegistry;
import picocli.CommandLine.Option;

/** What a model from elsewhere is, as its importer says. */
final class ImportedTerms {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Of the model.")
    private String name;

    @Option(names = "--set-id", required = true, paramLabel = "N", description = "Number of its feature set.")
    private int setId;

    @Option(names = "--set", required = true, paramLabel = "NAME", description = "Name of its feature set.")
    private String setName;

    @Option(names = "--set-version", required = true, paramLabel = "N", description = "Version of its feature set.")
    private int setVersion;

    @Option(
            names = "--features",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "All features of the set, in its order.")
    private List<String> features;

    @Option(
            names = "--timeframe",
            required = true,
            paramLabel = "TIMEFRAME",
            description = "Of the bars behind them, as 1m.")
    private String timeframe;

    @Option(
            names = "--horizon",
            required = true,
            paramLabel = "BARS|TIME",
            description = "How far it looks ahead: in bars, or as 25m.")
    private String horizon;

    @Option(names = "--target", required = true, paramLabel = "direction|return", description = "What it speaks of.")
    private ModelTarget target;

    ModelTerms of(ModelRegistry registry) {
        ModelTerms.requireName("--name", name);
        int seconds = Horizon.seconds("--timeframe", timeframe);
        return new ModelTerms(
                name,
                registry.idOf(name),
                registry.nextVersion(name),
                new WantedFeatures(setId, setName, setVersion, features),
                seconds,
                Horizon.bars(horizon, seconds) * seconds,
                target,
                target == ModelTarget.RETURN ? ModelLink.IDENTITY : ModelLink.SOFTMAX);
    }

    ModelCard card() {
        return new ModelCard("{\"imported\":true,\"target\":\"" + target.name().toLowerCase(Locale.ROOT) + "\"}");
    }
}
