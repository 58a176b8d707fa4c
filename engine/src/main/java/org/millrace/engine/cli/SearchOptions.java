package org.millrace.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.research.Axis;
import org.millrace.engine.research.SearchPlan;
import org.millrace.engine.research.Source;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;
import picocli.CommandLine.Option;

/** What is searched for, and how. */
final class SearchOptions {
    @Option(names = "--strategy", required = true, paramLabel = "NAME", description = "A strategy by its class.")
    private String name;

    @Option(names = "--instrument", paramLabel = "INSTRUMENT", description = "What it trades (default: the first).")
    private String instrument = "";

    @Option(
            names = "--params",
            split = ",",
            paramLabel = "NAME=VALUE",
            description = "Parameters; FROM:TO:STEP or A|B|C are tried, all others stay as they are.")
    private Map<String, String> values = new TreeMap<>();

    @Option(
            names = "--method",
            paramLabel = "grid|random|halving",
            description = "All combinations (default), some at random, or these on growing parts of the span.")
    private SearchPlan.Method method = SearchPlan.Method.GRID;

    @Option(names = "--count", paramLabel = "N", description = "Of combinations, of random and halving (default: 100).")
    private int count = 100;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is random (default: 1).")
    private long seed = 1;

    @Option(
            names = "--objective",
            paramLabel = "MEASURE",
            description = "What is best: a measure as in JSON, as sharpe (default), totalReturn, maxDrawdown.")
    private String objective = Measure.SHARPE.key();

    @Option(names = "--workers", paramLabel = "N", description = "Threads (default: as many as processors).")
    private int workers = Runtime.getRuntime().availableProcessors();

    /** Returns the strategy, from the program or from a jar. */
    StrategyLibrary library(BacktestOptions options) {
        return options.library(List.of(name));
    }

    SearchPlan plan(BacktestOptions options, StrategyLibrary library) {
        StrategyType type = library.find(name);
        Map<String, Double> fixed = new TreeMap<>();
        List<Axis> axes = new ArrayList<>();
        values.forEach((parameter, text) -> {
            Axis axis = Axis.parse(parameter, text);
            if (axis.values().size() > 1) {
                axes.add(axis);
            } else {
                fixed.put(parameter, axis.values().get(0));
            }
        });
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("--params: nothing varies; expected as fast=5:50:5 for one of "
                    + type.parameters().stream()
                            .map(StrategyType.Parameter::name)
                            .toList());
        }
        StrategyStart start = new StrategyStart(1, name, instrument, fixed);
        return new SearchPlan(options.spec(List.of(start)), axes, method, count, seed, Measure.of(objective));
    }

    int workers() {
        return workers;
    }

    String name() {
        return name;
    }

    /**
     * Returns all that a trial's outcome depends on.
     *
     * @param version of the strategy
     */
    String fingerprint(SearchPlan plan, Source source, String version) {
        return String.format(
                Locale.ROOT,
                "# %s %s %s %s %d %d %d %d %d",
                name + " " + instrument + (version.isEmpty() ? "" : " " + version),
                new TreeMap<>(plan.spec().strategies().get(0).values()),
                new TreeMap<>(plan.spec().settings())
                        + (plan.spec().models().isEmpty()
                                ? ""
                                : " " + plan.spec().models())
                        + (plan.spec().sets().isEmpty() ? "" : " " + plan.spec().sets()),
                plan.spec().assumptions(),
                plan.spec().fromNs(),
                plan.spec().toNs(),
                source.events(),
                source.firstNs(),
                source.lastNs());
    }
}
