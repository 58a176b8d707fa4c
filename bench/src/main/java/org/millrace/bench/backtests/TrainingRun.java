package org.millrace.bench.backtests;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.millrace.bench.conditions.Conditions;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsFile;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.models.ModelTarget;
import org.millrace.engine.models.ModelTerms;
import org.millrace.engine.models.WantedFeatures;
import org.millrace.engine.training.Dataset;
import org.millrace.engine.training.JournalRows;
import org.millrace.engine.training.JournalScan;
import org.millrace.engine.training.ModelMaker;
import org.millrace.engine.training.Parameters;
import org.millrace.engine.training.RowSpan;
import org.millrace.engine.training.Splits;
import org.millrace.engine.training.Target;
import org.millrace.engine.training.Training;
import org.millrace.engine.training.TrainingPlan;
import org.millrace.engine.training.TrainingProgress;
import org.millrace.engine.training.TrainingResult;

/**
 * Measures a training as {@code millrace train} does it, by the clock and by the time that the process had processors: the
 * set of the demo over minute bars of one instrument, 200 trees of depth 6, five folds; twice, whose models must be the same.
 */
public final class TrainingRun {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int MINUTE = 60;
    private static final int HORIZON = 5;

    private final Plan plan;
    private final StringBuilder table = new StringBuilder(1_024);
    private long clockNs;
    private long processorNs;

    /**
     * How much is done.
     *
     * @param minutes of bars
     * @param trees   of the model, and of each fold's
     */
    public record Plan(int minutes, int trees) {
        /** A year. */
        public static final Plan FULL = new Plan(525_600, 200);
        /** Shows that it runs. */
        public static final Plan QUICK = new Plan(5_000, 30);
    }

    public TrainingRun(Plan plan) {
        this.plan = plan;
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Path folder = Files.createTempDirectory("millrace-training");
        List<Path> journals = List.of(MarketFiles.importBars(MarketFiles.minutes(plan.minutes), folder));
        Conditions before = Conditions.now();
        table.append("| what | by the clock, s | of processors, s |\n| --- | ---: | ---: |\n");
        byte[] first = train(journals);
        byte[] second = train(journals);
        return Conditions.machine() + '\n' + before.until(Conditions.now()) + "\n\n" + table + "\nThe second model is "
                + (Arrays.equals(first, second) ? "the same" : "NOT THE SAME") + " to the byte.\n";
    }

    private byte[] train(List<Path> journals) {
        System.err.println("training");
        long beganNs = System.nanoTime();
        long hadNs = SYSTEM.getProcessCpuTime();
        restart();
        Dataset data = read(journals);
        row("features of " + data.counts().bars() + " bars, labels");
        try (TrainingResult result = new Training(data, plan(), TrainingProgress.NONE).run()) {
            row("five folds, the model, importance");
            new ModelMaker(result).make(terms(data));
            row("converted, and compared with the library on " + result.last().test().length + " rows");
            clockNs = beganNs;
            processorNs = hadNs;
            row("all");
            return result.booster();
        }
    }

    private Dataset read(List<Path> journals) {
        Path settings = Path.of(System.getProperty("millrace.home", ".")).resolve("config/millrace.yaml");
        FeatureSetSettings set = SettingsFile.read(settings, MillraceSettings.class)
                .features()
                .sets()
                .get(0);
        JournalScan scan;
        try (Inputs inputs = JournalInputs.open(journals)) {
            scan = JournalScan.of(inputs);
        }
        RowSpan span = new RowSpan("1m", List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
        try (Inputs inputs = JournalInputs.open(journals)) {
            return new JournalRows(scan, set, span)
                    .read(inputs, plan().target(), TrainingProgress.NONE)
                    .data();
        }
    }

    /** Returns what {@code millrace train} does unless it is told otherwise. */
    private TrainingPlan plan() {
        Parameters.Boosting boosting = new Parameters.Boosting(plan.trees, 6, 0.1, 1, 20, 0);
        return new TrainingPlan(
                new Target(ModelTarget.DIRECTION, HORIZON, 0.001, 0),
                new Splits.Plan(Splits.Mode.EXPANDING, 5, 0.01, 0.15),
                new Parameters(Parameters.Kind.TREES, boosting, new Parameters.Sampling(0.8, 0.8), false, 1, 2));
    }

    private ModelTerms terms(Dataset data) {
        WantedFeatures features = new WantedFeatures(1, "standard", 1, data.features());
        Target target = plan().target();
        return new ModelTerms(
                "bench", 1, 1, features, MINUTE, HORIZON * MINUTE, target.kind(), ModelMaker.link(target));
    }

    private void row(String what) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f |%n",
                what,
                (System.nanoTime() - clockNs) / 1e9,
                (SYSTEM.getProcessCpuTime() - processorNs) / 1e9));
        restart();
    }

    private void restart() {
        clockNs = System.nanoTime();
        processorNs = SYSTEM.getProcessCpuTime();
    }
}
