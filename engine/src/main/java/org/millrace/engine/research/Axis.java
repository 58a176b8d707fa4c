package org.millrace.engine.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.millrace.engine.strategy.StrategyType.Parameter;

/**
 * What a parameter is to be tried with.
 *
 * @param name   of the parameter
 * @param values to try, in the order they were given
 */
public record Axis(String name, List<Double> values) {
    private static final Pattern RANGE = Pattern.compile("([^:]+):([^:]+)(?::([^:]+))?");
    private static final int MOST_VALUES = 100_000;
    private static final double ROUNDING = 1e-9;

    public Axis {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + ": no value to try");
        }
    }

    /** Reads {@code 5:50:5}, from, to and step (1 where it is missing), or {@code 5|10|20}. */
    public static Axis parse(String name, String text) {
        Matcher range = RANGE.matcher(text);
        try {
            if (range.matches()) {
                double step = range.group(3) == null ? 1 : Double.parseDouble(range.group(3));
                return range(name, Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2)), step);
            }
            return new Axis(
                    name, Arrays.stream(text.split("\\|")).map(Double::valueOf).toList());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + "=" + text + ": expected FROM:TO:STEP, or values with | between them", e);
        }
    }

    /** Returns the range that a strategy gives its parameter, by its own step. */
    public static Axis of(Parameter parameter) {
        return range(
                parameter.name(),
                parameter.range().from(),
                parameter.range().to(),
                parameter.range().step());
    }

    private static Axis range(String name, double from, double to, double step) {
        if (!(step > 0 && to >= from && (to - from) / step < MOST_VALUES)) {
            throw new IllegalArgumentException(
                    name + "=" + from + ":" + to + ":" + step + ": expected at most " + MOST_VALUES + " values");
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; from + i * step <= to + step * ROUNDING; i++) {
            values.add(from + i * step);
        }
        return new Axis(name, values);
    }
}
