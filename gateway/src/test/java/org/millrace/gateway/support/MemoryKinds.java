package org.millrace.gateway.support;

import java.util.List;
import java.util.Map;
import org.millrace.gateway.strategies.StrategyKind;
import org.millrace.gateway.strategies.StrategyKinds;

/** Says that there is one strategy, which takes no {@code fast} above its {@code slow}. */
final class MemoryKinds implements StrategyKinds {
    @Override
    public List<StrategyKind> all() {
        return List.of(new StrategyKind(
                "Crossover",
                "shipped",
                List.of(
                        new StrategyKind.Parameter("fast", true, 2, 200, 1, 20),
                        new StrategyKind.Parameter("quantity", false, 0.5, 10, 0.5, 1))));
    }

    @Override
    public String objection(String name, Map<String, Double> values) {
        return values.getOrDefault("fast", 0.0) > 100 ? "fast is not to be that slow" : "";
    }
}
