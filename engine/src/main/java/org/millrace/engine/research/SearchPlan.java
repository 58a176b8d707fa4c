package org.millrace.engine.research;

import java.util.List;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.performance.Measure;

/**
 * What a search does.
 *
 * @param spec      one strategy, whose values are those that do not vary; the span, the money
 * @param axes      what varies
 * @param method    which combinations are tried
 * @param count     of combinations, unless all are tried
 * @param seed      of what is random
 * @param objective that is to be high, or for risks and costs low
 */
public record SearchPlan(BacktestSpec spec, List<Axis> axes, Method method, int count, long seed, Measure objective) {
    /** Which combinations are tried. */
    public enum Method {
        /** All. */
        GRID,
        /** Some, each as likely as any other. */
        RANDOM,
        /**
         * Some, on a part of the span at first; the better third goes on to three times as much, until the whole span is
         * reached (Jamieson and Talwalkar 2016).
         */
        HALVING
    }

    public SearchPlan {
        axes = List.copyOf(axes);
        if (spec.strategies().size() != 1) {
            throw new IllegalArgumentException(
                    "a search is of one strategy, not of " + spec.strategies().size());
        }
        if (count < 1) {
            throw new IllegalArgumentException("sets of parameters: " + count + ", expected 1 or more");
        }
    }

    /** Returns it over another span. */
    public SearchPlan between(long fromNs, long toNs) {
        return new SearchPlan(spec.between(fromNs, toNs), axes, method, count, seed, objective);
    }
}
