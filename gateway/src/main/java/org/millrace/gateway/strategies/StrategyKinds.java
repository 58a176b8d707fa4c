package org.millrace.gateway.strategies;

import java.util.List;
import java.util.Map;

/** The strategies that can be started. Asked on event loops; must not block. */
public interface StrategyKinds {
    /** Where there is no engine that could run one. */
    StrategyKinds NONE = List::of;

    /** Returns them all. */
    List<StrategyKind> all();

    /**
     * Returns what a strategy itself objects to in parameters that are each within their range; empty: nothing.
     *
     * @param values those that are given, by name
     */
    default String objection(String name, Map<String, Double> values) {
        return "";
    }

    /**
     * Looks through a strategy's jar in the engine's folder, and keeps it, so that a command that loads it can be sent.
     * Reads files: not to be asked on event loops.
     *
     * @throws IllegalArgumentException if there is none, or it may not be loaded; says why
     */
    default StrategyKind look(String name) {
        throw new IllegalArgumentException("there is no folder of jars");
    }

    /** Hears that a strategy has been loaded: it can be started. */
    default void loaded(StrategyKind kind) {}
}
