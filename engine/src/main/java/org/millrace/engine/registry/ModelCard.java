package org.millrace.engine.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What training tells of a model: one JSON object, of which a few members are looked into where they are there. Whoever trains
 * writes what he knows: span, hash of the data, metrics, verdict, parameters, seed, code version.
 *
 * @param json the object
 */
public record ModelCard(String json) {
    /** Name of the file in the folder of a version. */
    public static final String NAME = "card.json";
    /** Says nothing. */
    public static final ModelCard EMPTY = new ModelCard("{}");

    /** Refuses what is no JSON object. */
    public ModelCard {
        JsonMembers.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the numbers below {@code metrics}, by their paths, as {@code test.logLoss}; ordered by path. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>();
        JsonMembers card = JsonMembers.parse(json.getBytes(StandardCharsets.UTF_8));
        if (card.all().get("metrics") instanceof Map<?, ?> members) {
            collect(members, "", metrics);
        }
        return metrics;
    }

    /**
     * Returns a number of what a model was to foretell, as {@code cost}.
     *
     * @param otherwise where training tells nothing of it, as of a model from elsewhere
     */
    public double target(String name, double otherwise) {
        JsonMembers card = JsonMembers.parse(json.getBytes(StandardCharsets.UTF_8));
        return card.all().get("target") instanceof Map<?, ?> target
                        && target.get(name) instanceof JsonMembers.Numeral number
                ? Double.parseDouble(number.text())
                : otherwise;
    }

    /** Returns the span of the bars that it was trained on; empty: nobody tells, as of a model from elsewhere. */
    public Optional<TrainedSpan> trained() {
        JsonMembers card = JsonMembers.parse(json.getBytes(StandardCharsets.UTF_8));
        return card.all().get("data") instanceof Map<?, ?> data
                        && data.get("trainedFrom") instanceof String from
                        && data.get("trainedTo") instanceof String to
                ? Optional.of(new TrainedSpan(nanos(from), nanos(to)))
                : Optional.empty();
    }

    /** Returns whether training says to use the model; empty: nobody says so, as of a model from elsewhere. */
    public Optional<Verdict> verdict() {
        JsonMembers card = JsonMembers.parse(json.getBytes(StandardCharsets.UTF_8));
        return card.all().get(Verdict.NAME) instanceof Map<?, ?> verdict ? Verdict.of(verdict) : Optional.empty();
    }

    private static long nanos(String time) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(time));
    }

    /** Lays metrics of several cards beside each other: path, then one value each; NaN where a card has none. */
    public static Map<String, double[]> compare(List<ModelCard> cards) {
        Map<String, double[]> rows = new TreeMap<>();
        for (int i = 0; i < cards.size(); i++) {
            for (Map.Entry<String, Double> metric : cards.get(i).metrics().entrySet()) {
                rows.computeIfAbsent(metric.getKey(), path -> unknown(cards.size()))[i] = metric.getValue();
            }
        }
        return rows;
    }

    private static double[] unknown(int count) {
        double[] row = new double[count];
        Arrays.fill(row, Double.NaN);
        return row;
    }

    private static void collect(Map<?, ?> members, String prefix, Map<String, Double> into) {
        members.forEach((name, value) -> {
            if (value instanceof JsonMembers.Numeral number) {
                into.put(prefix + name, Double.parseDouble(number.text()));
            } else if (value instanceof Map<?, ?> inner) {
                collect(inner, prefix + name + ".", into);
            }
        });
    }
}
