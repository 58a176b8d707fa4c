package org.millrace.gateway.strategies;

import java.util.List;

/**
 * A strategy that can be started.
 *
 * @param name       by which it is started: its class
 * @param source     where it comes from: {@code shipped}, or the SHA-256 of its jar, 64 hexadecimal digits
 * @param parameters what it can be tuned by
 */
public record StrategyKind(String name, String source, List<Parameter> parameters) {
    public StrategyKind {
        parameters = List.copyOf(parameters);
    }

    /**
     * A number by which a strategy can be tuned.
     *
     * @param otherwise what it is where nothing is said
     */
    public record Parameter(String name, boolean whole, double from, double to, double step, double otherwise) {
        /** Tells whether it may have a value. */
        public boolean allows(double value) {
            return value >= from && value <= to && (!whole || value == Math.rint(value));
        }
    }
}
