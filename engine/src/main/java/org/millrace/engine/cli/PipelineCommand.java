package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.millrace.engine.pipeline.PipelinePlan;
import org.millrace.engine.pipeline.PipelineReport;
import org.millrace.engine.pipeline.PipelineRun;
import org.millrace.engine.pipeline.PipelineSchedule;
import org.millrace.engine.pipeline.PipelineStore;
import org.millrace.engine.pipeline.PipelineText;
import org.millrace.feeds.history.PageFetcher;
import org.millrace.gateway.liquidations.TrainingRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps the analytics of liquidations up to date without an engine that runs all the time. */
@Command(
        name = "pipeline",
        description = "Downloads hourly liquidations, makes features and signals of them, and tells how they are.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PipelineCommand.Run.class,
            PipelineCommand.Schedule.class,
            PipelineCommand.Status.class,
            PipelineCommand.Check.class,
            PipelineCommand.Export.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class PipelineCommand implements Runnable {
    private static final EpochNanoClock CLOCK = new OffsetEpochNanoClock();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What with the pipeline? millrace pipeline run");
    }

    private static PipelineReport run(PipelineOptions options, PipelinePlan plan, Termination termination) {
        PageFetcher.Time time = new PageFetcher.Time(CLOCK, termination::passes);
        return new PipelineRun(options.settings(), options.data(), options.source(), time, termination::isRequested)
                .run(plan);
    }

    /** One run. */
    @Command(
            name = "run",
            description =
                    "Downloads what is missing, and makes features of it: since the newest complete hour, or 411 days.",
            footer = {
                "",
                "Prints what it did as JSON. May be killed at any time: the same command goes on where it stood."
            },
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @Mixin
        private PipelineOptions options;

        @Mixin
        private PipelineDates dates;

        @Option(
                names = "--full-refresh",
                description =
                        "Download all from 2021-02-01 on. What was restated is noted; features that were told stay.")
        private boolean fullRefresh;

        @Option(
                names = "--replay",
                description =
                        "Make all features again, as a run of its own: with hours before the first, and with what was"
                                + " restated or came late.")
        private boolean replay;

        @Override
        public Integer call() {
            PipelinePlan plan = new PipelinePlan(fullRefresh, dates.startNs(), dates.endNs(), replay);
            PipelineReport report;
            try (Termination termination = new Termination()) {
                report = run(options, plan, termination);
            }
            System.out.println(PipelineText.of(report));
            if (!report.notice().isEmpty()) {
                System.err.println("millrace: " + report.notice());
            }
            return report.isSuccess() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Runs again and again. */
    @Command(
            name = "schedule",
            description = "Runs at once, and then ten minutes past each hour, until a signal ends it.",
            footer = {"", "A slot that passes during a run is skipped. After failures it waits 1, 2, 4 … 30 minutes."},
            mixinStandardHelpOptions = true)
    static final class Schedule implements Callable<Integer> {
        @Mixin
        private PipelineOptions options;

        @Option(names = "--interval", paramLabel = "SECONDS", description = "Between two slots (default: 3600).")
        private long seconds = 3_600;

        @Override
        public Integer call() throws InterruptedException {
            PipelineSchedule schedule = new PipelineSchedule(
                    Duration.ofSeconds(seconds),
                    options.settings().liquidations().publishDelay());
            try (Termination termination = new Termination()) {
                boolean isStopped = false;
                while (!isStopped) {
                    PipelineReport report = run(options, PipelinePlan.INCREMENTAL, termination);
                    System.out.println(PipelineText.of(report));
                    schedule.onRun(!report.isSuccess());
                    long nowNs = CLOCK.nanoTime();
                    isStopped = termination.await(schedule.nextNs(nowNs) - nowNs);
                }
            }
            return ExitCode.DONE;
        }
    }

    /** Tells what there is. */
    @Command(
            name = "status",
            description = "Prints as JSON how much each table has, how signals did, and how fresh it is.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        @Mixin
        private PipelineOptions options;

        @Override
        public Integer call() {
            try (PipelineStore store = options.open(CLOCK.nanoTime())) {
                PipelineStore.Told status = store.status(CLOCK.nanoTime());
                System.out.println(status.json());
                return status.isPassed() ? ExitCode.DONE : ExitCode.FAILED;
            }
        }
    }

    /** Looks for what is missing or wrong. */
    @Command(
            name = "check",
            description =
                    "Looks for hours of the last week that are missing, and values that cannot be; exit code 1: there are some.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private PipelineOptions options;

        @Mixin
        private PipelineDates dates;

        @Override
        public Integer call() {
            try (PipelineStore store = options.open(CLOCK.nanoTime())) {
                PipelineStore.Told found = store.check(dates.startNs(), dates.endNs(), CLOCK.nanoTime());
                System.out.println(found.json());
                return found.isPassed() ? ExitCode.DONE : ExitCode.FAILED;
            }
        }
    }

    /** Writes rows for training. */
    @Command(
            name = "export",
            description =
                    "Writes hours with a signal, six hours apart, as CSV for training; exit code 1: there are none.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin
        private PipelineOptions options;

        @Mixin
        private PipelineDates dates;

        @Option(names = "--output", paramLabel = "FILE", description = "Where to (default: training_data.csv).")
        private Path output = Path.of("training_data.csv");

        @Option(
                names = "--feature-groups",
                arity = "1..4",
                paramLabel = "GROUP",
                split = ",",
                description = "Of rpn, bin, dominance, signals (default: rpn bin dominance).")
        private List<TrainingRows.Group> groups = TrainingRows.Group.DEFAULTS;

        @Option(names = "--balance", description = "Of each class the newest, as many as the rarest has.")
        private boolean balanced;

        @Override
        public Integer call() throws IOException {
            try (PipelineStore store = options.open(CLOCK.nanoTime())) {
                int rows = store.export(output, groups, balanced, dates.startNs(), dates.endNs());
                System.out.printf("%s: %,d rows%n", output, rows);
                return rows > 0 ? ExitCode.DONE : ExitCode.FAILED;
            }
        }
    }
}
