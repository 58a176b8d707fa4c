package org.millrace.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.backtest.ModelStart;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.jars.StrategyFolder;
import org.millrace.engine.performance.Assumptions;
import org.millrace.engine.performance.Sampling;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.registry.StoredModel;
import org.millrace.engine.registry.StoredModels;
import org.millrace.engine.research.Source;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that runs backtests takes: journals, span, money, and what measures rest on. */
final class BacktestOptions {
    @Parameters(
            arity = "1..*",
            paramLabel = "JOURNAL",
            description = "Data directories, or journals of inputs; several are read as one, by event time.")
    private List<Path> journals;

    @Option(
            names = "--strategies",
            paramLabel = "FOLDER",
            description = "Of jars with strategies besides those that the program has.")
    private Path strategies;

    @Option(
            names = "--model",
            paramLabel = "NAME[:VERSION]",
            description =
                    "A model that predicts, of this version or the newest; again for each. Without it: as the journal"
                            + " has it.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--models", paramLabel = "FOLDER", description = "Of versions of models (default: data/models).")
    private Path registry = Path.of("data").resolve(ModelRegistry.FOLDER);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Compute the feature sets of this settings file instead of the journal's own.")
    private Path config;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "Event time from which strategies trade, as 2026-01-31 or 2026-01-31T12:00:00Z.")
    private long fromNs = Long.MIN_VALUE;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = InspectCommand.Time.class,
            description = "Event time at which it ends, exclusive.")
    private long toNs = Long.MAX_VALUE;

    @Option(names = "--cash", paramLabel = "MONEY", description = "That the account begins with.")
    private Double cash;

    @Option(names = "--maker-fee", paramLabel = "PART", description = "Of the notional, 0.001 = 10 bp; -1: by venue.")
    private Double makerFee;

    @Option(names = "--taker-fee", paramLabel = "PART", description = "Of the notional; -1: by venue.")
    private Double takerFee;

    @Option(names = "--slippage", paramLabel = "PART", description = "Of the price, where only bars are known.")
    private Double slippage;

    @Option(names = "--latency", paramLabel = "MS", description = "From placing an order to its arrival.")
    private Double latencyMs;

    @Option(names = "--leverage", paramLabel = "TIMES", description = "Most that positions may be of equity.")
    private Double leverage;

    @Option(
            names = "--benchmark",
            paramLabel = "INSTRUMENT",
            description = "For alpha and beta (default: what is traded first).")
    private String benchmark = "";

    @Option(names = "--risk-free", paramLabel = "PART", description = "A year's interest, 0.02 = 2 %% (default: 0).")
    private double riskFree;

    @Option(
            names = "--days-per-year",
            paramLabel = "DAYS",
            description = "Of trading (default: 252, or 365 where something else than shares, indices, currencies and"
                    + " futures is traded).")
    private int daysPerYear;

    @Option(
            names = "--sampling",
            paramLabel = "auto|minute|hour|day",
            description = "Of equity (default: daily from 30 days on, hourly from 30 hours on, else by the minute).")
    private Sampling sampling = Sampling.AUTO;

    /** Returns the strategies that can be run: the program's own, and those of names that jars have. */
    StrategyLibrary library(List<String> names) {
        StrategyLibrary shipped =
                ShippedStrategies.library().withModels(new StoredModels(stored(), new JournaledModels(journals)));
        if (names.isEmpty()) {
            return shipped.with(new JournaledJars(journals)); // as recorded
        }
        List<StrategyType> types = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            if (strategies != null && !shipped.isShipped(name)) {
                types.add(new StrategyFolder(strategies).find(name).type());
            }
        }
        return shipped.and(types);
    }

    /** Returns the SHA-256 of the jar that a strategy comes from; empty: it is the program's own. */
    String version(String name) {
        boolean isOwn = strategies == null || ShippedStrategies.library().isShipped(name);
        return isOwn ? "" : new StrategyFolder(strategies).find(name).hash();
    }

    BacktestSpec spec(List<StrategyStart> strategies) {
        Assumptions assumptions = new Assumptions(sampling, riskFree, daysPerYear, benchmark);
        List<ModelStart> starts = stored().stream().map(ModelStart::of).toList();
        return new BacktestSpec(strategies, sets(), starts, fromNs, toNs, settings(), assumptions);
    }

    private List<FeatureSetSettings> sets() {
        if (config == null) {
            return List.of();
        }
        List<FeatureSetSettings> sets = FeatureSets.declared(config);
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("--config " + config + ": declares no features.sets, expected some");
        }
        return sets;
    }

    /** Returns the versions that are named. */
    private List<StoredModel> stored() {
        ModelRegistry all = new ModelRegistry(registry);
        List<StoredModel> stored = new ArrayList<>();
        for (String each : models) {
            int colon = each.lastIndexOf(':');
            String version = colon < 0 ? "" : each.substring(colon + 1);
            if (colon >= 0 && !version.matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException("--model " + each + ": expected a number above 0 behind the colon");
            }
            stored.add(colon < 0 ? all.newest(each) : all.read(each.substring(0, colon), Integer.parseInt(version)));
        }
        return stored;
    }

    /** Opens the journals from their beginning. */
    Inputs inputs() {
        return JournalInputs.open(journals);
    }

    /** Reads the journals for many backtests, into memory where they fit. */
    Source source() {
        return Source.of(journals, Runtime.getRuntime().maxMemory() / 2);
    }

    private Map<Setting, Double> settings() {
        Map<Setting, Double> settings = new EnumMap<>(Setting.class);
        put(settings, Setting.TRADING_CASH, cash, 0);
        put(settings, Setting.TRADING_MAKER_FEE, makerFee, -1);
        put(settings, Setting.TRADING_TAKER_FEE, takerFee, -1);
        put(settings, Setting.TRADING_SLIPPAGE, slippage, 0);
        put(settings, Setting.TRADING_LATENCY, latencyMs == null ? null : latencyMs * 1e6, 0);
        put(settings, Setting.RISK_LEVERAGE, leverage, 0);
        return settings;
    }

    private static void put(Map<Setting, Double> settings, Setting setting, Double value, double least) {
        if (value != null && !(value >= least)) {
            String name =
                    setting.name().replaceFirst("[^_]*_", "").replace('_', '-').toLowerCase(Locale.ROOT);
            throw new IllegalArgumentException("--" + name + ": expected " + least + " or more");
        }
        if (value != null) {
            settings.put(setting, value);
        }
    }
}
