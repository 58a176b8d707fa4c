package org.millrace.engine.research;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.strategy.StrategyLibrary;

/**
 * Tries sets of parameters, each in a backtest of its own, on several threads. The result depends on the plan and the
 * inputs alone: not on how many workers there are, nor on what an earlier, interrupted run of it has done already.
 */
public final class Search {
    private static final int ETA = 3;
    private static final int RUNGS = 3;

    private final SearchPlan plan;
    private final StrategyLibrary library;
    private final Source source;
    private final TrialLog log;
    private final Listener listener;
    private final ParameterSets sets;
    private final BacktestSpec whole;
    private int done;
    private int planned;

    /** Hears how far a search is; from any worker, one at a time. */
    @FunctionalInterface
    public interface Listener {
        void onTrial(int done, int planned);
    }

    /**
     * Prepares a search.
     *
     * @param library knows the strategy
     * @param log     of trials that were done before, and takes new ones
     */
    public Search(SearchPlan plan, StrategyLibrary library, Source source, TrialLog log, Listener listener) {
        this.plan = plan;
        this.library = library;
        this.source = source;
        this.log = log;
        this.listener = listener;
        StrategyStart start = plan.spec().strategies().get(0);
        sets = new ParameterSets(library.find(start.name()), start.values(), plan.axes());
        whole = span(plan.spec(), source);
    }

    /** Runs it. */
    public SearchResult run(int workers) {
        List<Map<String, Double>> values =
                switch (plan.method()) {
                    case GRID -> sets.grid();
                    case RANDOM, HALVING -> sets.random(plan.count(), plan.seed());
                };
        List<Trial> all = new ArrayList<>();
        try (Workers threads = new Workers(workers)) {
            planned = planned(values.size());
            if (plan.method() == SearchPlan.Method.HALVING) {
                for (int rung = RUNGS - 1; rung > 0; rung--) {
                    List<Trial> trials = tryAll(values, 1 / StrictMath.pow(ETA, rung), threads);
                    all.addAll(trials);
                    int left = Math.max(1, values.size() / ETA);
                    values = ranked(trials).stream()
                            .limit(left)
                            .map(Trial::values)
                            .toList();
                }
            }
            all.addAll(tryAll(values, 1, threads));
        }
        List<Trial> ranked =
                ranked(all.stream().filter(trial -> trial.share() == 1).toList());
        return SearchResult.of(plan, all, ranked, backtest(ranked.get(0).values(), whole));
    }

    /** Returns the specification over the span that the inputs really have, sampled as suits the whole of it. */
    static BacktestSpec span(BacktestSpec spec, Source source) {
        long fromNs = Math.max(spec.fromNs(), source.firstNs());
        long toNs = Math.min(spec.toNs(), source.lastNs() + 1);
        if (fromNs >= toNs) {
            throw new IllegalArgumentException("nothing happened in the span from --from to --to");
        }
        return spec.between(fromNs, toNs).sampled(spec.assumptions().sampling().over(toNs - fromNs));
    }

    private int planned(int first) {
        int sum = first;
        int left = first;
        for (int rung = 1; rung < RUNGS && plan.method() == SearchPlan.Method.HALVING; rung++) {
            left = Math.max(1, left / ETA);
            sum += left;
        }
        return sum;
    }

    private List<Trial> tryAll(List<Map<String, Double>> values, double share, Workers threads) {
        long lengthNs = (long) ((whole.toNs() - whole.fromNs()) * share);
        BacktestSpec spec = share == 1 ? whole : whole.between(whole.fromNs(), whole.fromNs() + lengthNs);
        Trial[] trials = new Trial[values.size()];
        threads.forEach(trials.length, i -> {
            Trial known = log.find(values.get(i), share);
            trials[i] = known != null ? known : trial(values.get(i), share, spec);
            tell(trials[i], known == null);
        });
        return List.of(trials);
    }

    private synchronized void tell(Trial trial, boolean isNew) {
        if (isNew) {
            log.add(trial);
        }
        listener.onTrial(++done, planned);
    }

    private Trial trial(Map<String, Double> values, double share, BacktestSpec spec) {
        BacktestResult result = backtest(values, spec);
        boolean hasTraded = !result.fills().isEmpty();
        return new Trial(values, share, result.measures(), hasTraded ? result.sharpePerPeriod() : Double.NaN);
    }

    private BacktestResult backtest(Map<String, Double> values, BacktestSpec spec) {
        return run(spec.with(spec.strategies().get(0).with(values)), library, source);
    }

    static BacktestResult run(BacktestSpec spec, StrategyLibrary library, Source source) {
        Backtest backtest = new Backtest(spec, library);
        try (Inputs inputs = source.open().get()) {
            int events;
            do {
                events = backtest.read(inputs);
            } while (events > 0);
        }
        return backtest.finish();
    }

    /** Sorts trials, the best first; of equal ones that which comes first. What cannot be said comes last. */
    private List<Trial> ranked(List<Trial> trials) {
        Measure objective = plan.objective();
        int sign = objective.isBetterLow() ? 1 : -1;
        Comparator<Trial> best = Comparator.comparingDouble(trial -> {
            double value = trial.measures().get(objective) * sign;
            return Double.isNaN(value) || Double.isNaN(trial.sharpePerPeriod()) ? Double.POSITIVE_INFINITY : value;
        });
        return trials.stream().sorted(best).toList();
    }
}
