package org.millrace.engine.report;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.ModelStart;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Measures;
import org.millrace.engine.registry.TrainedSpan;

/** A summary for the terminal. */
public final class TextReport {
    private TextReport() {}

    public static void print(BacktestResult result, PrintStream out) {
        long[] times = result.curve().times();
        for (int i = 0; i < result.spec().strategies().size(); i++) {
            StrategyStart start = result.spec().strategies().get(i);
            out.printf("strategy %d: %s%n", start.strategyId(), name(start));
        }
        result.spec().models().forEach(model -> out.println(name(model, result)));
        if (times.length > 0) {
            out.printf(
                    "from %s to %s, equity by the %s%n",
                    time(times[0]),
                    time(times[times.length - 1]),
                    result.sampling().name().toLowerCase(Locale.ROOT));
        }
        print(result.measures(), out);
        out.printf(
                "orders: %,d, fills: %,d, trades: %,d (%,d open)%n",
                result.orders(),
                result.fills().size(),
                result.trips().size(),
                result.trips().stream().filter(trip -> !trip.closed()).count());
        if (!result.refusals().isEmpty()) {
            out.println("refused: "
                    + result.refusals().entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue())
                            .collect(Collectors.joining(", ")));
        }
        result.facts().faults().forEach(fault -> out.println("ended by its own fault: " + fault));
        if (result.strategies().size() > 1) {
            for (int i = 0; i < result.strategies().size(); i++) {
                out.println("strategy " + result.spec().strategies().get(i).strategyId() + ":");
                print(result.strategies().get(i), out);
            }
        }
    }

    /** Returns what a strategy was started as. */
    public static String name(StrategyStart start) {
        return start.name() + "(" + values(start.values()) + ")"
                + (start.instrument().isEmpty() ? "" : " " + start.instrument());
    }

    /** Returns which model predicted, and how much of the backtest it had learnt from. */
    static String name(ModelStart model, BacktestResult result) {
        String name = "model %s version %d (SHA-256 %s)"
                .formatted(
                        model.terms().name(),
                        model.terms().version(),
                        model.hash().substring(0, 12));
        return name
                + model.trained()
                        .map(span -> ", trained from %s to %s: %s"
                                .formatted(time(span.fromNs()), time(span.toNs()), inSample(inSample(span, result))))
                        .orElse(", of whose training nothing is told: it may have learnt from this span");
    }

    /** Returns which part of a backtest a model had learnt from. */
    static double inSample(TrainedSpan span, BacktestResult result) {
        long[] times = result.curve().times();
        return times.length == 0 ? 0 : span.share(times[0], times[times.length - 1]);
    }

    private static String inSample(double share) {
        return share == 0
                ? "all of this is out of sample"
                : "%.0f %% of this is IN SAMPLE, and says nothing of how good it is".formatted(Math.ceil(share * 100));
    }

    /** Returns parameters as they are typed, as {@code fast=5,slow=20}. */
    public static String values(Map<String, Double> values) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + "=" + number(each.getValue()))
                .collect(Collectors.joining(","));
    }

    static String number(double value) {
        return value == StrictMath.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : BigDecimal.valueOf(value).toPlainString();
    }

    /** Returns a time of UTC. */
    public static Instant time(long ns) {
        long seconds = Math.floorDiv(ns, TimeUnit.SECONDS.toNanos(1));
        return Instant.ofEpochSecond(seconds, Math.floorMod(ns, TimeUnit.SECONDS.toNanos(1)));
    }

    /** Prints a line for each measure, and a column for each result. */
    public static void print(List<StoredResult> results, PrintStream out) {
        out.printf("  %-28s", "");
        results.forEach(result -> out.printf(" %20s", result.name()));
        out.println();
        for (Measure measure : results.get(0).measures().values().keySet()) {
            out.printf("  %-28s", measure.label());
            results.forEach(result -> out.printf(
                    " %20s", MeasureText.of(measure, result.measures().get(measure))));
            out.println();
        }
    }

    /** Prints a line for each measure. */
    public static void print(Measures measures, PrintStream out) {
        for (Map.Entry<Measure, Double> each : measures.values().entrySet()) {
            out.printf("  %-28s %20s%n", each.getKey().label(), MeasureText.of(each.getKey(), each.getValue()));
        }
    }
}
