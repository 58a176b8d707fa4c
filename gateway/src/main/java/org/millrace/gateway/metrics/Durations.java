package org.millrace.gateway.metrics;

/** How long things took from their cause to this process's gateway. */
final class Durations {
    /** In seconds; longer is no duration but a recording that is played back. */
    private static final double LIMIT = 3_600;

    private final Histogram bars;
    private final Histogram indicators;
    private final Histogram features;
    private final Histogram hops;
    private final Histogram connections;

    Durations(Metrics metrics) {
        bars = metrics.histogram(
                "bar_completion_duration_seconds", "From a bar's end, by its venue, to the gateway.", "symbol");
        indicators = metrics.histogram(
                "indicator_calculation_duration_seconds",
                "From the arrival of what closed the bar to the gateway.",
                "symbol");
        features = metrics.histogram(
                "feature_calculation_duration_seconds",
                "From the arrival of what closed the bar to the gateway, of the last of a run.",
                "symbol");
        hops = metrics.histogram("event_latency_seconds", "From a frame's arrival, newest event of a batch.", "hop");
        connections =
                metrics.histogram("collector_connection_duration_seconds", "How long connections lasted.", "exchange");
    }

    Histogram.Series barCompletion(String symbol) {
        return bars.labelValues(symbol);
    }

    Histogram.Series indicatorCalculation(String symbol) {
        return indicators.labelValues(symbol);
    }

    Histogram.Series featureCalculation(String symbol) {
        return features.labelValues(symbol);
    }

    Histogram.Series toGateway() {
        return hops.labelValues("gateway");
    }

    Histogram.Series connection(String exchange) {
        return connections.labelValues(exchange);
    }

    /** Passes over what is no duration, as where a recording is played back. */
    static void observe(Histogram.Series durations, double seconds) {
        if (seconds >= 0 && seconds < LIMIT) {
            durations.observe(seconds);
        }
    }
}
