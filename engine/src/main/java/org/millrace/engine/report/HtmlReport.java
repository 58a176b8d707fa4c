package org.millrace.engine.report;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.EquityCurve;
import org.millrace.engine.performance.Returns;

/** A backtest as one HTML file with plots. */
public final class HtmlReport {
    private static final int MOST_POINTS = 2_000;
    private static final int BINS = 41;

    private HtmlReport() {}

    /** Returns the whole page. */
    public static String of(BacktestResult result) {
        return HtmlPage.of("backtest", title(result), subtitle(result), report -> write(report, result));
    }

    /** Returns the Content-Security-Policy under which a server may show the page. */
    public static String policy() {
        return HtmlPage.policy();
    }

    /** Returns what was run. */
    public static String title(BacktestResult result) {
        return result.spec().isAsRecorded()
                ? "As recorded"
                : result.spec().strategies().stream().map(TextReport::name).collect(Collectors.joining(", "));
    }

    static String subtitle(BacktestResult result) {
        long[] times = result.curve().times();
        String models = result.spec().models().stream()
                .map(model -> "; " + TextReport.name(model, result))
                .collect(Collectors.joining());
        return times.length == 0
                ? ""
                : TextReport.time(times[0]) + " to " + TextReport.time(times[times.length - 1]) + models;
    }

    static void write(JsonReport report, BacktestResult result) throws IOException {
        report.result(result, result.curve().thinned(MOST_POINTS));
        EquityCurve fine = result.fine().thinned(MOST_POINTS);
        report.times("fineTimes", fine.times());
        report.out().writeArrayFieldStart("finePrices");
        for (int i = 0; i < result.instruments().size(); i++) {
            report.array(fine.price(i));
        }
        report.out().writeEndArray();
        report.out().writeObjectFieldStart("months");
        for (Map.Entry<String, Double> month : months(result.curve()).entrySet()) {
            report.number(month.getKey(), month.getValue());
        }
        report.out().writeEndObject();
        histogram(report, result.returns());
    }

    /** Returns what was gained in each month, from the last value of the one before. */
    static Map<String, Double> months(EquityCurve curve) {
        long[] times = curve.times();
        double[] equity = curve.equity();
        Map<String, Double> last = new TreeMap<>();
        for (int i = 1; i < times.length; i++) {
            String month = TextReport.time(times[i] - 1)
                    .atOffset(ZoneOffset.UTC)
                    .toString()
                    .substring(0, 7);
            last.put(month, equity[i]);
        }
        double before = equity.length == 0 ? 0 : equity[0];
        for (Map.Entry<String, Double> month : last.entrySet()) {
            double end = month.getValue();
            month.setValue(end / before - 1);
            before = end;
        }
        return last;
    }

    /** Counts returns in bins of one width, 0 in the middle of one; what lies far out falls into the last. */
    private static void histogram(JsonReport report, double[] returns) throws IOException {
        double reach = Math.max(Math.abs(Returns.quantile(returns, 0.005)), Math.abs(Returns.quantile(returns, 0.995)));
        double width = (reach > 0 ? reach : 0.001) * 2 / (BINS - 2);
        double from = -width * BINS / 2;
        int[] counts = new int[BINS];
        for (double each : returns) {
            int bin = (int) Math.floor((each - from) / width);
            counts[Math.max(0, Math.min(BINS - 1, bin))]++;
        }
        report.out().writeObjectFieldStart("histogram");
        report.number("from", from);
        report.number("width", width);
        report.number("mean", Returns.mean(returns));
        report.number("deviation", Returns.deviation(returns));
        report.numbers("counts", Arrays.stream(counts).asDoubleStream().toArray());
        report.out().writeEndObject();
    }
}
