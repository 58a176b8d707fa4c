package org.millrace.engine.performance;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Values of measures; what cannot be said is NaN. */
public final class Measures {
    private final Map<Measure, Double> values = new EnumMap<>(Measure.class);

    /** Returns a value, NaN where it was never computed. */
    public double get(Measure measure) {
        return values.getOrDefault(measure, Double.NaN);
    }

    /** Returns all that were computed, in the order of the enum. */
    public Map<Measure, Double> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Sets a value. */
    public Measures put(Measure measure, double value) {
        values.put(measure, value);
        return this;
    }
}
