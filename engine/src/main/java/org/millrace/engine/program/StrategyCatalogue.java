package org.millrace.engine.program;

import java.util.List;
import java.util.Map;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;
import org.millrace.gateway.strategies.StrategyKind;
import org.millrace.gateway.strategies.StrategyKinds;

/** Tells the gateway of the strategies in a library. */
final class StrategyCatalogue implements StrategyKinds {
    private final StrategyLibrary library;

    StrategyCatalogue(StrategyLibrary library) {
        this.library = library;
    }

    @Override
    public List<StrategyKind> all() {
        return library.types().stream().map(StrategyCatalogue::kind).toList();
    }

    @Override
    public String objection(String name, Map<String, Double> values) {
        try {
            library.find(name).create(values);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static StrategyKind kind(StrategyType type) {
        return new StrategyKind(
                type.name(),
                "shipped",
                type.parameters().stream()
                        .map(each -> new StrategyKind.Parameter(
                                each.name(),
                                each.whole(),
                                each.range().from(),
                                each.range().to(),
                                each.range().step(),
                                each.range().value()))
                        .toList());
    }
}
