package org.millrace.engine.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.program.OperationFailed;
import org.millrace.engine.report.ResearchReport;
import org.millrace.engine.report.TextReport;
import org.millrace.engine.research.WalkForward;
import org.millrace.engine.strategy.StrategyLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches on one span and trades the best on the next, over and over. */
@Command(
        name = "walk-forward",
        description = "Searches on one span, trades the best on the next, and moves on.",
        mixinStandardHelpOptions = true)
final class WalkForwardCommand implements Callable<Integer> {
    @Mixin
    private SearchOptions search = new SearchOptions();

    @Mixin
    private BacktestOptions options = new BacktestOptions();

    @Option(
            names = "--train",
            required = true,
            paramLabel = "SPAN",
            converter = ImportCommand.Interval.class,
            description = "That is searched, as 90d.")
    private long train;

    @Option(
            names = "--test",
            required = true,
            paramLabel = "SPAN",
            converter = ImportCommand.Interval.class,
            description = "That is traded behind it, as 30d; by so much it moves on.")
    private long test;

    @Option(
            names = "--warm-up",
            paramLabel = "SPAN",
            converter = ImportCommand.Interval.class,
            description = "That a strategy runs before it is tested (default: half of --train).")
    private long warmUp = -1;

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Override
    public Integer call() throws IOException {
        WalkForward.Lengths lengths =
                new WalkForward.Lengths(ns(train), ns(test), warmUp < 0 ? ns(train) / 2 : ns(warmUp));
        WalkForward.Result result = run(lengths);
        if (result.windows().stream().allMatch(WalkForwardCommand::isIdle)) {
            throw new OperationFailed(
                    "nothing was traded in any step; millrace backtest with the same strategy says why");
        }
        print(result);
        reports.write(() -> ResearchReport.html(result), () -> ResearchReport.json(result));
        return ExitCode.DONE;
    }

    private WalkForward.Result run(WalkForward.Lengths lengths) throws IOException {
        try (Progress progress = new Progress("steps")) {
            StrategyLibrary library = search.library(options);
            return new WalkForward(search.plan(options, library), library, options.source(), lengths)
                    .run(search.workers(), (done, planned) -> progress.show((double) done / planned, done));
        }
    }

    /** Tells whether nothing was traded, neither searching nor testing. */
    private static boolean isIdle(WalkForward.Window window) {
        return Double.isNaN(window.trained().get(Measure.SHARPE))
                && Double.isNaN(window.tested().get(Measure.SHARPE));
    }

    private static void print(WalkForward.Result result) {
        Measure objective = result.objective();
        System.out.printf(
                "%,d sets of parameters in each of %,d steps, by %s%n",
                result.sets(), result.windows().size(), objective.key());
        for (WalkForward.Window window : result.windows()) {
            System.out.printf(
                    "  %s  trained %10.4f  tested %10.4f  deflated %5.1f %%  %s%n",
                    TextReport.time(window.testNs()),
                    window.trained().get(objective),
                    window.tested().get(objective),
                    window.deflatedSharpe() * 100,
                    TextReport.values(window.values()));
        }
        TextReport.print(result.measures(), System.out);
        System.out.printf("efficiency: %.3f of the searched spans' annualised return%n", result.efficiency());
    }

    private static long ns(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
