package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.millrace.engine.report.ResearchReport;
import org.millrace.engine.report.TextReport;
import org.millrace.engine.research.Search;
import org.millrace.engine.research.SearchPlan;
import org.millrace.engine.research.SearchResult;
import org.millrace.engine.research.Source;
import org.millrace.engine.research.TrialLog;
import org.millrace.engine.strategy.StrategyLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries sets of parameters of a strategy. */
@Command(
        name = "search",
        description = "Tries sets of parameters of a strategy in backtests on several threads.",
        footer = {
            "",
            "The result depends on plan, seed and journals, not on the number of workers. How many sets were tried, and"
                    + " what is left of the best one's Sharpe ratio if that is allowed for, stands in every report."
        },
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Mixin
    private BacktestOptions options = new BacktestOptions();

    @Option(
            names = "--results",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Keep what is done in a file, and go on from there if it was interrupted.")
    private Path results;

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Override
    public Integer call() throws IOException {
        StrategyLibrary library = search.library(options);
        SearchPlan plan = search.plan(options, library);
        Source source = options.source();
        TrialLog log = results == null
                ? TrialLog.inMemory()
                : TrialLog.open(results, search.fingerprint(plan, source, options.version(search.name())));
        if (log.size() > 0) {
            System.out.printf("%,d trials are known from %s%n", log.size(), results);
        }
        SearchResult result = run(plan, library, source, log);
        BacktestChecks.check(result.best());
        print(result);
        reports.write(() -> ResearchReport.html(result), () -> ResearchReport.json(result));
        return ExitCode.DONE;
    }

    private SearchResult run(SearchPlan plan, StrategyLibrary library, Source source, TrialLog log) throws IOException {
        try (Progress progress = new Progress("backtests")) {
            Search.Listener listener = (done, planned) -> progress.show((double) done / planned, done);
            return new Search(plan, library, source, log, listener).run(search.workers());
        }
    }

    private static void print(SearchResult result) {
        String objective = result.plan().objective().key();
        System.out.printf(
                "%,d sets of parameters were tried, in %,d backtests; best by %s:%n",
                result.sets(), result.trials().size(), objective);
        result.ranked().stream()
                .limit(SHOWN)
                .forEach(trial -> System.out.printf(
                        "  %12.6f  %s%n",
                        trial.measures().get(result.plan().objective()), TextReport.values(trial.values())));
        TextReport.print(result.best(), System.out);
        System.out.println(ResearchReport.belief(result));
    }
}
