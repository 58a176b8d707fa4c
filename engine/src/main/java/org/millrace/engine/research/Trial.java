package org.millrace.engine.research;

import java.util.Map;
import java.util.TreeMap;
import org.millrace.engine.performance.Measures;

/**
 * One set of parameters that was tried.
 *
 * @param values          all of them by name
 * @param share           of the span that it was tried on, 0 to 1
 * @param measures        what came of it
 * @param sharpePerPeriod its Sharpe ratio of one period; NaN: nothing was traded
 */
public record Trial(Map<String, Double> values, double share, Measures measures, double sharpePerPeriod) {
    public Trial {
        values = new TreeMap<>(values);
    }

    /** Returns by what it is found again. */
    String key() {
        return key(values, share);
    }

    static String key(Map<String, Double> values, double share) {
        return new TreeMap<>(values) + " " + share;
    }
}
