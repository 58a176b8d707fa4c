package org.millrace.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.InstrumentName;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.instruments.InstrumentDirectory;
import org.millrace.engine.offline.FeatureCsv;
import org.millrace.engine.offline.FeatureRows;
import org.millrace.engine.offline.OfflineFeatures;
import org.millrace.engine.program.OperationFailed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes the values of a feature set over journals, by the stages that compute them live. */
@Command(
        name = "features",
        description = "Computes a feature set over journals, by the stages that compute it live, and writes it as CSV.",
        footer = {
            "",
            "Each row holds what was known when its bar closed. Without --config it computes the sets that the journal"
                    + " itself declares: exactly what was published. Nothing in the journals is changed."
        },
        mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "JOURNAL",
            arity = "1..*",
            description = "Data directories, or journals of inputs; several are read as one, by event time.")
    private List<Path> journals;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Compute the sets of this settings file instead of the journal's own.")
    private Path config;

    @Option(names = "--set", paramLabel = "NAME", description = "The set to be written (default: the only one).")
    private String set = "";

    @Option(
            names = "--csv",
            required = true,
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Write to this file.")
    private Path csv;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "First end of a bar that is written: ISO 8601 or ns; earlier ones warm up.")
    private long fromNs = Long.MIN_VALUE;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "End of those times, exclusive.")
    private long toNs = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<FeatureSetSettings> sets = config == null ? List.of() : sets();
        InstrumentDirectory instruments = new InstrumentDirectory();
        try (ResultFile file = new ResultFile(csv)) {
            FeatureCsv rows =
                    new FeatureCsv(file.writer(), id -> InstrumentName.of(instruments.apply(id)), set, fromNs, toNs);
            run(sets, both(instruments, new FeatureRows(rows)));
            if (rows.set() == null) {
                throw new OperationFailed(missing());
            }
            file.finish();
            System.out.printf(
                    "%,d rows of %s, version %d, values a row %d: %s%n",
                    rows.rows(),
                    rows.set().name(),
                    rows.set().version(),
                    rows.set().features().size(),
                    csv);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return ExitCode.DONE;
    }

    private List<FeatureSetSettings> sets() {
        List<FeatureSetSettings> all =
                SettingsFile.read(config, MillraceSettings.class).features().sets();
        List<FeatureSetSettings> wanted = all.stream()
                .filter(each -> set.isEmpty() || each.name().equals(set))
                .toList();
        if (wanted.size() != 1) {
            String names = all.stream().map(FeatureSetSettings::name).collect(Collectors.joining(", "));
            throw new ParameterException(
                    spec.commandLine(), "--set: " + config + " has the sets [" + names + "], name one of them");
        }
        return wanted;
    }

    private void run(List<FeatureSetSettings> sets, EventConsumer end) {
        long startNs = System.nanoTime();
        OfflineFeatures features = new OfflineFeatures(sets, end);
        try (Progress progress = new Progress("events");
                Inputs inputs = JournalInputs.open(journals)) {
            while (features.read(inputs) > 0) {
                progress.show(inputs.progress(), features.count());
            }
        }
        features.requireAllDeclared();
        double seconds = (System.nanoTime() - startNs) / 1e9;
        System.out.printf(
                "events: %,d in %.2f s (%,.0f events/s)%n", features.count(), seconds, features.count() / seconds);
    }

    private String missing() {
        return set.isEmpty()
                ? "the journal declares no feature set; --config FILE names one to be computed"
                : "the journal declares no feature set " + set;
    }

    private static EventConsumer both(EventConsumer first, EventConsumer second) {
        return (DirectBuffer buffer, int offset, int length) -> {
            first.onEvent(buffer, offset, length);
            second.onEvent(buffer, offset, length);
        };
    }
}
