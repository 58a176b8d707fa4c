package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.report.CsvReport;
import org.millrace.engine.report.HtmlReport;
import org.millrace.engine.report.JsonReport;
import org.millrace.engine.report.TextReport;
import org.millrace.engine.strategy.StrategyLibrary;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs strategies over journals and says how they did. */
@Command(
        name = "backtest",
        description = "Runs strategies over journals, and says how they did.",
        footer = {
            "",
            "Without --strategy it does again what the journal itself ordered and started. All strategies trade on one"
                    + " account. Nothing in the journals is changed."
        },
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<StrategyOptions> strategies = new ArrayList<>();

    @Mixin
    private BacktestOptions options = new BacktestOptions();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Write an HTML file with plots.")
    private Path report;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Write the result as JSON.")
    private Path json;

    @Option(
            names = "--csv",
            paramLabel = "DIR",
            converter = OutputFile.Folder.class,
            description = "Write CSV files into a folder.")
    private Path csv;

    @Override
    public Integer call() throws IOException {
        StrategyLibrary library = StrategyOptions.library(strategies, options);
        BacktestSpec spec = options.spec(StrategyOptions.starts(strategies, library));
        Backtest backtest = new Backtest(spec, library);
        double seconds = run(backtest);
        BacktestResult result = backtest.finish();
        BacktestChecks.check(result);
        System.out.printf(
                "events: %,d in %.2f s (%,.0f events/s)%n", backtest.count(), seconds, backtest.count() / seconds);
        TextReport.print(result, System.out);
        if (report != null) {
            Files.writeString(report, HtmlReport.of(result));
        }
        if (json != null) {
            Files.writeString(json, JsonReport.of(result));
        }
        if (csv != null) {
            CsvReport.write(result, csv);
        }
        return ExitCode.DONE;
    }

    private double run(Backtest backtest) {
        long startNs = System.nanoTime();
        try (Progress progress = new Progress("events");
                Inputs inputs = options.inputs()) {
            while (backtest.read(inputs) > 0) {
                progress.show(inputs.progress(), backtest.count());
            }
        }
        return (System.nanoTime() - startNs) / 1e9;
    }
}
