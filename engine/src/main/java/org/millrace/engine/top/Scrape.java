package org.millrace.engine.top;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a metrics page said at one time: values by name and labels, in the page's order. */
public final class Scrape {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final long timeNs;
    private final Map<String, Map<Map<String, String>, Double>> families = new LinkedHashMap<>();

    /** Reads a page; lines that are not of its format are passed over. */
    public Scrape(long timeNs, String page) {
        this.timeNs = timeNs;
        page.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
    }

    long timeNs() {
        return timeNs;
    }

    /** Returns the values of a name by the values of one of its labels, those of the others added up. */
    Map<String, Double> by(String name, String label) {
        return folded(name, label, Double::sum);
    }

    /** Returns the sum over all labels; NaN where there is no such name. */
    double sum(String name) {
        return families.getOrDefault(name, Map.of()).values().stream()
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    /** Returns the greatest over all labels; NaN where there is no such name. */
    double max(String name) {
        return families.getOrDefault(name, Map.of()).values().stream()
                .reduce(Double::max)
                .orElse(Double.NaN);
    }

    private Map<String, Double> folded(String name, String label, BinaryOperator<Double> fold) {
        Map<String, Double> folded = new TreeMap<>();
        families.getOrDefault(name, Map.of())
                .forEach((labels, value) -> folded.merge(labels.getOrDefault(label, ""), value, fold));
        return folded;
    }

    private void read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            Map<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            families.computeIfAbsent(matcher.group(1), key -> new LinkedHashMap<>())
                    .put(labels, number(matcher.group(3)));
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
