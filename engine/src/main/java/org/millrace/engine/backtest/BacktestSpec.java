package org.millrace.engine.backtest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.features.FeatureSetSettings;
import org.millrace.engine.performance.Assumptions;
import org.millrace.engine.performance.Sampling;

/**
 * What is to be run, and how it is judged.
 *
 * @param strategies  those that trade; none: those of the journal, by its own commands
 * @param sets        of features, in place of the journal's own; none: as the journal has them
 * @param models      that predict from where their feature sets are declared; none: those of the journal, by its own commands
 * @param fromNs      event time from which they trade; what was before warms up books, bars and indicators
 * @param toNs        event time at which it ends
 * @param settings    for all instruments, instead of those in the journal
 * @param assumptions of the measures
 */
public record BacktestSpec(
        List<StrategyStart> strategies,
        List<FeatureSetSettings> sets,
        List<ModelStart> models,
        long fromNs,
        long toNs,
        Map<Setting, Double> settings,
        Assumptions assumptions) {
    public BacktestSpec {
        strategies = List.copyOf(strategies);
        sets = List.copyOf(sets);
        models = List.copyOf(models);
        settings = Map.copyOf(settings);
        if (fromNs >= toNs) {
            throw new IllegalArgumentException("the span from %s to %s ends before it begins"
                    .formatted(Instant.EPOCH.plusNanos(fromNs), Instant.EPOCH.plusNanos(toNs)));
        }
    }

    /** Makes one with the feature sets and models of the journal. */
    public BacktestSpec(
            List<StrategyStart> strategies,
            long fromNs,
            long toNs,
            Map<Setting, Double> settings,
            Assumptions assumptions) {
        this(strategies, List.of(), List.of(), fromNs, toNs, settings, assumptions);
    }

    /** Makes one over everything that a journal holds. */
    public static BacktestSpec of(List<StrategyStart> strategies, Map<Setting, Double> settings) {
        return new BacktestSpec(strategies, Long.MIN_VALUE, Long.MAX_VALUE, settings, Assumptions.DEFAULTS);
    }

    /** Tells whether the journal's own commands start strategies and place orders. */
    public boolean isAsRecorded() {
        return strategies.isEmpty();
    }

    /** Returns it with one other strategy alone. */
    public BacktestSpec with(StrategyStart strategy) {
        return new BacktestSpec(List.of(strategy), sets, models, fromNs, toNs, settings, assumptions);
    }

    /** Returns it with these models alone. */
    public BacktestSpec with(List<ModelStart> others) {
        return new BacktestSpec(strategies, sets, others, fromNs, toNs, settings, assumptions);
    }

    /** Returns it with these feature sets alone. */
    public BacktestSpec declaring(List<FeatureSetSettings> others) {
        return new BacktestSpec(strategies, others, models, fromNs, toNs, settings, assumptions);
    }

    /** Returns it with equity looked at so often. */
    public BacktestSpec sampled(Sampling sampling) {
        return new BacktestSpec(strategies, sets, models, fromNs, toNs, settings, assumptions.sampled(sampling));
    }

    /** Returns it over another span. */
    public BacktestSpec between(long from, long to) {
        return new BacktestSpec(strategies, sets, models, from, to, settings, assumptions);
    }
}
