package org.millrace.gateway.operations;

import org.millrace.gateway.metrics.Metrics;

/** What a gateway is told of the engine that it serves. */
public record Operations(Health health, LogLevels logLevels) {
    /** Returns those of an engine that says nothing of itself. */
    public static Operations none(Metrics metrics) {
        return new Operations(new Health(metrics), LogLevels.NONE);
    }
}
