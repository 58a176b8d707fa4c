package org.millrace.engine.research;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.EquityCurve;
import org.millrace.engine.performance.Curve;
import org.millrace.engine.performance.CurveMeasures;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Measures;
import org.millrace.engine.strategy.StrategyLibrary;

/**
 * Searches on one span, trades the best on the next, and moves on: R. Pardo, The Evaluation and Optimization of Trading
 * Strategies (2008). A strategy begins to run some time before the span that it is tested on, so that its averages are
 * there; what it gains then is not counted.
 */
public final class WalkForward {
    private final SearchPlan plan;
    private final StrategyLibrary library;
    private final Source source;
    private final Lengths lengths;

    /**
     * How long spans are, ns.
     *
     * @param train  that is searched
     * @param test   that is traded behind it
     * @param warmUp that a strategy runs before it is tested
     */
    public record Lengths(long train, long test, long warmUp) {
        public Lengths {
            if (train <= 0 || test <= 0 || warmUp < 0) {
                throw new IllegalArgumentException("spans to train and test on must be longer than nothing");
            }
        }
    }

    /**
     * One step.
     *
     * @param trainNs        where the searched span begins
     * @param testNs         where it ends, and the tested one begins
     * @param endNs          where that ends
     * @param values         that were best
     * @param trained        what they gave on the searched span
     * @param tested         and on the tested one
     * @param deflatedSharpe of the search
     */
    public record Window(
            long trainNs,
            long testNs,
            long endNs,
            Map<String, Double> values,
            Measures trained,
            Measures tested,
            double deflatedSharpe) {}

    /**
     * What came of it.
     *
     * @param sets       of parameters that were tried in each step
     * @param curve      of all tested spans one behind the other, beginning with 1
     * @param measures   of that curve
     * @param efficiency mean annualised return of the tested spans by that of the searched ones
     */
    public record Result(
            Measure objective, int sets, List<Window> windows, Curve curve, Measures measures, double efficiency) {}

    public WalkForward(SearchPlan plan, StrategyLibrary library, Source source, Lengths lengths) {
        this.plan = plan;
        this.library = library;
        this.source = source;
        this.lengths = lengths;
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if the span is too short for one step
     */
    public Result run(int workers, Search.Listener listener) {
        BacktestSpec whole = Search.span(plan.spec(), source);
        List<Window> windows = new ArrayList<>();
        Curve curve = new Curve().add(whole.fromNs() + lengths.train(), 1);
        double periods = 0;
        int sets = 0;
        int steps = (int) ((whole.toNs() - whole.fromNs() - lengths.train()) / lengths.test());
        if (steps < 1) {
            throw new IllegalArgumentException("the journals' span is too short for one step of training and testing");
        }
        for (int i = 0; i < steps; i++) {
            long trainNs = whole.fromNs() + i * lengths.test();
            long testNs = trainNs + lengths.train();
            SearchPlan step = new SearchPlan(
                            whole, plan.axes(), plan.method(), plan.count(), plan.seed(), plan.objective())
                    .between(trainNs, testNs);
            SearchResult found =
                    new Search(step, library, source, TrialLog.inMemory(), (done, planned) -> {}).run(workers);
            Map<String, Double> values = found.ranked().get(0).values();
            BacktestResult tested = test(whole, values, testNs);
            EquityCurve piece = tested.curve().from(testNs);
            append(piece, curve);
            periods = tested.periods();
            sets = found.sets();
            windows.add(new Window(
                    trainNs,
                    testNs,
                    testNs + lengths.test(),
                    values,
                    found.best().measures(),
                    measures(piece.equity(), periods),
                    found.deflatedSharpe()));
            listener.onTrial(i + 1, steps);
        }
        Measures measures = measures(curve.values(), periods);
        return new Result(plan.objective(), sets, windows, curve, measures, efficiency(windows));
    }

    private BacktestResult test(BacktestSpec whole, Map<String, Double> values, long testNs) {
        BacktestSpec spec = whole.with(whole.strategies().get(0).with(values));
        return Search.run(spec.between(testNs - lengths.warmUp(), testNs + lengths.test()), library, source);
    }

    private static void append(EquityCurve piece, Curve curve) {
        double[] values = piece.equity();
        long[] at = piece.times();
        double before = curve.last();
        for (int i = 1; i < values.length; i++) {
            curve.add(at[i], before * values[i] / values[0]);
        }
    }

    private Measures measures(double[] equity, double periods) {
        Measures measures = new Measures();
        if (equity.length > 1) {
            new CurveMeasures(equity, periods, plan.spec().assumptions().riskFree()).measure(measures);
        }
        return measures;
    }

    private static double efficiency(List<Window> windows) {
        double tested = 0;
        double trained = 0;
        for (Window window : windows) {
            tested += window.tested().get(Measure.ANNUAL_RETURN);
            trained += window.trained().get(Measure.ANNUAL_RETURN);
        }
        return tested / trained;
    }
}
