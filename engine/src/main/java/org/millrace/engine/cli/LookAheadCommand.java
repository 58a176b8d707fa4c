package org.millrace.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.offline.LookAhead;
import org.millrace.engine.research.Source;
import org.millrace.engine.strategy.StrategyLibrary;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the line over prefixes of journals, and compares what comes out with the whole run. */
@Command(
        name = "lookahead",
        description = "Runs features, models and strategies over random prefixes of journals, and compares every byte"
                + " that comes out with the whole run: whatever looks ahead differs.",
        footer = {
            "",
            "Without --strategy it does again what the journal itself ordered and started. Exit code 1: something"
                    + " differs, and the first such output is shown. Nothing in the journals is changed."
        },
        mixinStandardHelpOptions = true)
final class LookAheadCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<StrategyOptions> strategies = new ArrayList<>();

    @Mixin
    private BacktestOptions options = new BacktestOptions();

    @Option(names = "--prefixes", paramLabel = "N", description = "How many prefixes (default: 12).")
    private int prefixes = 12;

    @Option(names = "--seed", paramLabel = "N", description = "By which they are drawn (default: 1).")
    private long seed = 1;

    @Override
    public Integer call() {
        if (prefixes < 1) {
            throw new IllegalArgumentException("--prefixes: " + prefixes + ", expected 1 or more");
        }
        StrategyLibrary library = StrategyOptions.library(strategies, options);
        BacktestSpec spec = options.spec(StrategyOptions.starts(strategies, library));
        Source source = options.source();
        LookAhead lookAhead = new LookAhead(source.open(), source.events(), also -> new Backtest(spec, library, also));
        LookAhead.Result result;
        try (Progress progress = new Progress("events")) {
            long all = source.events() * (prefixes + 1L);
            result = lookAhead.compare(prefixes, seed, share -> progress.show(share, (long) (share * all)));
        }
        System.out.printf(
                "%,d inputs, %,d outputs; prefixes of %s inputs: %s%n",
                source.events(),
                result.outputs(),
                result.prefixes().stream().map("%,d"::formatted).collect(Collectors.joining(" ")),
                result.difference().orElse("identical"));
        return result.difference().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
