package org.millrace.bench.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Writes percentiles as a Markdown table: the median of the rounds, the largest of all, and ratios round by round. */
final class LatencyTable {
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final double NS_PER_US = 1_000.0;

    private final StringBuilder text = new StringBuilder(
            """
            | trades/s | clients | through | p50 µs | p99 µs | p99.9 µs | max µs | deliveries | lost |
            | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            """);

    /** Adds what came of one scenario, the phases in the order of the rounds. */
    void add(Scenario scenario, List<Contender.Phase> engine, List<Contender.Phase> relay) {
        addRow(scenario, "millrace", engine);
        addRow(scenario, "relay", relay);
        text.append(String.format(Locale.ROOT, "| %,d | %d | ratio", scenario.rate(), scenario.clients()));
        for (double percentile : PERCENTILES) {
            double[] ratios = new double[engine.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = at(engine.get(i), percentile) / Math.max(1.0, at(relay.get(i), percentile));
            }
            text.append(String.format(Locale.ROOT, " | %.2f", median(ratios)));
        }
        text.append(" | | | |\n");
    }

    String toMarkdown() {
        return text.toString();
    }

    /** Returns the middle one; of an even number the upper. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void addRow(Scenario scenario, String name, List<Contender.Phase> phases) {
        text.append(String.format(Locale.ROOT, "| %,d | %d | %s", scenario.rate(), scenario.clients(), name));
        for (double percentile : PERCENTILES) {
            double value = median(each(phases, phase -> at(phase, percentile)));
            text.append(String.format(Locale.ROOT, " | %.1f", value / NS_PER_US));
        }
        double max = Arrays.stream(each(phases, phase -> phase.latencies().getMaxValue()))
                .max()
                .orElse(0.0);
        long count = phases.stream()
                .mapToLong(phase -> phase.latencies().getTotalCount())
                .sum();
        long lost = phases.stream().mapToLong(Contender.Phase::lost).sum();
        text.append(String.format(Locale.ROOT, " | %.0f | %,d | %,d |%n", max / NS_PER_US, count, lost));
    }

    private static double at(Contender.Phase phase, double percentile) {
        Histogram latencies = phase.latencies();
        return latencies.getValueAtPercentile(percentile);
    }

    private static double[] each(List<Contender.Phase> phases, ToDoubleFunction<Contender.Phase> value) {
        return phases.stream().mapToDouble(value).toArray();
    }
}
