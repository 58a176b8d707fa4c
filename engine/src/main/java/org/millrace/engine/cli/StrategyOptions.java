package org.millrace.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.strategy.StrategyLibrary;
import picocli.CommandLine.Option;

/** One strategy of a command line, with what belongs to it. */
final class StrategyOptions {
    @Option(
            names = "--strategy",
            required = true,
            paramLabel = "NAME[:ID]",
            description = "A strategy by its class, as Crossover, and its number; once for each, with its own --params"
                    + " and --instrument behind it.")
    private String name;

    @Option(
            names = "--params",
            split = ",",
            paramLabel = "NAME=VALUE",
            description = "Its parameters, where they are not its own defaults.")
    private Map<String, Double> values = new TreeMap<>();

    @Option(
            names = "--instrument",
            paramLabel = "INSTRUMENT",
            description = "What it trades, as binance:BTC-USDT or BTC-USDT (default: the journal's first).")
    private String instrument = "";

    /** Returns the strategies that are named, from the program or from jars. */
    static StrategyLibrary library(List<StrategyOptions> all, BacktestOptions options) {
        return options.library(all.stream().map(StrategyOptions::type).toList());
    }

    /** Checks strategies, and numbers those that have no number. */
    static List<StrategyStart> starts(List<StrategyOptions> all, StrategyLibrary library) {
        List<StrategyStart> starts = new ArrayList<>();
        for (StrategyOptions each : all) {
            starts.add(each.start(starts.size() + 1, library));
        }
        long distinct =
                starts.stream().mapToInt(StrategyStart::strategyId).distinct().count();
        if (distinct != starts.size()) {
            throw new IllegalArgumentException(
                    "--strategy: each needs a number of its own, as Crossover:1 Crossover:2");
        }
        return starts;
    }

    private String type() {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private StrategyStart start(int number, StrategyLibrary library) {
        int colon = name.lastIndexOf(':');
        int id = colon < 0 ? number : id(name.substring(colon + 1));
        library.find(type()).create(values); // says what is wrong
        return new StrategyStart(id, type(), instrument, values);
    }

    private int id(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("--strategy " + name + ": expected a number above 0 behind the colon");
        }
        return Integer.parseInt(text);
    }
}
