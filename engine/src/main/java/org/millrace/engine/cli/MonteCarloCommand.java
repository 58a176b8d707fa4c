package org.millrace.engine.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.report.HtmlReport;
import org.millrace.engine.report.ResearchReport;
import org.millrace.engine.research.MonteCarlo;
import org.millrace.engine.strategy.StrategyLibrary;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks how else a backtest might have gone. */
@Command(
        name = "monte-carlo",
        description = "Runs a backtest, then shuffles its trades and draws its returns again in blocks.",
        mixinStandardHelpOptions = true)
final class MonteCarloCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<StrategyOptions> strategies = new ArrayList<>();

    @Mixin
    private BacktestOptions options = new BacktestOptions();

    @Option(names = "--runs", paramLabel = "N", description = "Of each kind (default: 1000).")
    private int runs = 1_000;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is random (default: 1).")
    private long seed = 1;

    @Option(
            names = "--block",
            paramLabel = "N",
            description = "Periods of a block (default: root of how many there are).")
    private int block;

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Override
    public Integer call() throws IOException {
        MonteCarlo monteCarlo = new MonteCarlo(runs, seed, block);
        StrategyLibrary library = StrategyOptions.library(strategies, options);
        Backtest backtest = new Backtest(options.spec(StrategyOptions.starts(strategies, library)), library);
        try (Progress progress = new Progress("events");
                Inputs inputs = options.inputs()) {
            while (backtest.read(inputs) > 0) {
                progress.show(inputs.progress(), backtest.count());
            }
        }
        BacktestResult result = backtest.finish();
        BacktestChecks.check(result);
        MonteCarlo.Result came = monteCarlo.run(result);
        print("returns drawn again in blocks of " + came.block(), came.blocks());
        print("trades shuffled", came.trades());
        reports.write(() -> ResearchReport.html(came, HtmlReport.title(result)), () -> ResearchReport.json(came));
        return ExitCode.DONE;
    }

    private void print(String how, MonteCarlo.Bands bands) {
        System.out.printf("%,d times, %s:%n", runs, how);
        System.out.printf("  below %8s%14s%14s%n", "", "total return", "max drawdown");
        for (int i = 0; i < MonteCarlo.SHARES.size(); i++) {
            System.out.printf(
                    "  %5.0f %% %7s%12.2f %%%12.2f %%%n",
                    MonteCarlo.SHARES.get(i) * 100,
                    "",
                    bands.totalReturn().get(i) * 100,
                    bands.maxDrawdown().get(i) * 100);
        }
        System.out.printf("  ended with a loss: %.1f %%%n", bands.lossProbability() * 100);
    }
}
