package org.millrace.engine.cli;

import java.nio.file.Path;
import java.util.List;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.program.OfflineStore;
import org.millrace.engine.program.OperationFailed;
import org.millrace.engine.training.JournalRows;
import org.millrace.engine.training.JournalScan;
import org.millrace.engine.training.RowSpan;
import org.millrace.engine.training.StoreRows;
import org.millrace.engine.training.Target;
import org.millrace.engine.training.TrainingRows;
import org.millrace.journal.history.HistoryException;
import org.millrace.journal.questdb.Store;
import org.millrace.journal.questdb.StoredFeatures;
import picocli.CommandLine.Option;

/** What a model learns from: features of journals, computed again, or those that a store has. */
final class RowOptions {
    @Option(
            names = "--data",
            required = true,
            split = ",",
            paramLabel = "DIR",
            description = "Data directories, or journals of inputs; several are read as one, by event time.")
    private List<Path> journals;

    @Option(
            names = "--store",
            description = "Take what was published and stored, from the store of --data or, where it is external, of"
                    + " --config, instead of computing features of the journal again.")
    private boolean stored;

    @Option(names = "--set", paramLabel = "NAME[:VERSION]", description = "Feature set (default: standard).")
    private String set = "standard";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings that declare it (default: the store, or the journal and then the demo's).")
    private Path config;

    @Option(
            names = "--instrument",
            split = ",",
            paramLabel = "INSTRUMENT",
            description = "As simulator:BTC-USDT (default: all that there are).")
    private List<String> instruments = List.of();

    @Option(names = "--timeframe", paramLabel = "TIMEFRAME", description = "Of bars, as 5m (default: 1m).")
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
            description = "End of bars' ends, exclusive: what comes or is known later stays unseen.")
    private long toNs = Long.MAX_VALUE;

    /** Returns the first data directory, in which models are unless they are told to be elsewhere. */
    Path data() {
        return journals.get(0);
    }

    /**
     * Returns the length of the bars in seconds.
     *
     * @throws IllegalArgumentException if the timeframe is none
     */
    int seconds() {
        return Horizon.seconds("--timeframe", timeframe);
    }

    /**
     * Refuses what makes no sense.
     *
     * @throws IllegalArgumentException if several stores are to be read
     */
    void check() {
        if (stored && journals.size() > 1) {
            throw new IllegalArgumentException("--store: " + journals.size() + " directories in --data, expected one");
        }
    }

    /** Reads and labels the rows. */
    TrainingRows read(Target target) {
        return stored ? ofStore(target) : ofJournals(target);
    }

    private TrainingRows ofStore(Target target) {
        MillraceSettings settings =
                config == null ? MillraceSettings.DEFAULTS : SettingsFile.read(config, MillraceSettings.class);
        try (Store store = OfflineStore.open(
                        settings.questdb(), data(), "train without --store reads its journal, also meanwhile");
                Progress bar = new Progress("% read")) {
            StoredFeatures features = store.features();
            WantedFeatures wanted = FeatureSets.find(set, config, features.sets());
            return new StoreRows(features, wanted, span())
                    .read(target, (what, share) -> bar.show(share, percent(share)));
        } catch (HistoryException e) {
            throw new OperationFailed(e.getMessage());
        }
    }

    private TrainingRows ofJournals(Target target) {
        JournalScan scan;
        try (Inputs inputs = JournalInputs.open(journals)) {
            scan = JournalScan.of(inputs);
        }
        FeatureSetSettings wanted = FeatureSets.find(set, config, scan);
        try (Progress bar = new Progress("% read");
                Inputs inputs = JournalInputs.open(journals)) {
            return new JournalRows(scan, wanted, span())
                    .read(inputs, target, (what, share) -> bar.show(share, percent(share)));
        }
    }

    private RowSpan span() {
        return new RowSpan(timeframe, instruments, fromNs, toNs);
    }

    private static long percent(double share) {
        return Math.round(share * 100);
    }
}
