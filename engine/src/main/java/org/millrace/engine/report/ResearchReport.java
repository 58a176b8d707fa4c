package org.millrace.engine.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.engine.research.Axis;
import org.millrace.engine.research.MonteCarlo;
import org.millrace.engine.research.SearchResult;
import org.millrace.engine.research.Trial;
import org.millrace.engine.research.WalkForward;

/** Results of research as JSON and as HTML files; a search always says how far to believe it. */
public final class ResearchReport {
    private ResearchReport() {}

    /** Returns how many sets were tried, and what is left of the best one's Sharpe ratio if that is allowed for. */
    public static String belief(SearchResult result) {
        return String.format(
                Locale.ROOT,
                "%,d sets of parameters were tried. The best one's Sharpe ratio of a period is %.4f; the"
                        + " deflated ratio, the probability that this is more than the best of as many worthless sets would"
                        + " have shown (ratios deviate by %.4f), is %.1f %%.%s",
                result.sets(),
                result.best().sharpePerPeriod(),
                result.deviation(),
                result.deflatedSharpe() * 100,
                result.deflatedSharpe() < 0.95 ? " That is less than 95 %: do not believe it." : "");
    }

    public static String json(SearchResult result) {
        return JsonReport.text(report -> {
            report.out().writeStartObject();
            report.out().writeStringField("kind", "search");
            search(report, result);
            report.out().writeObjectFieldStart("best");
            report.result(result.best(), result.best().curve());
            report.out().writeEndObject();
            report.out().writeEndObject();
        });
    }

    public static String html(SearchResult result) {
        return HtmlPage.of(
                "search",
                "Search: " + result.plan().spec().strategies().get(0).name(),
                HtmlReport.subtitle(result.best()),
                report -> {
                    search(report, result);
                    HtmlReport.write(report, result.best());
                });
    }

    public static String json(WalkForward.Result result) {
        return JsonReport.text(report -> {
            report.out().writeStartObject();
            report.out().writeStringField("kind", "walkForward");
            walkForward(report, result);
            report.out().writeEndObject();
        });
    }

    public static String html(WalkForward.Result result) {
        String title = "Walk forward: " + result.windows().get(0).values().toString();
        return HtmlPage.of("walkForward", "Walk-forward analysis", title, report -> walkForward(report, result));
    }

    public static String json(MonteCarlo.Result result) {
        return JsonReport.text(report -> {
            report.out().writeStartObject();
            report.out().writeStringField("kind", "monteCarlo");
            monteCarlo(report, result);
            report.out().writeEndObject();
        });
    }

    public static String html(MonteCarlo.Result result, String title) {
        return HtmlPage.of("monteCarlo", "Monte Carlo", title, report -> monteCarlo(report, result));
    }

    /** Returns several results beside each other. */
    public static String compare(List<StoredResult> results) {
        return HtmlPage.of("compare", "Comparison", results.size() + " backtests", report -> {
            report.out().writeArrayFieldStart("runs");
            for (StoredResult each : results) {
                report.out().writeStartObject();
                report.out().writeStringField("name", each.name());
                report.times("times", each.curve().times());
                report.numbers("equity", each.curve().values());
                report.out().writeFieldName("measures");
                report.measures(each.measures());
                report.out().writeEndObject();
            }
            report.out().writeEndArray();
        });
    }

    private static void search(JsonReport report, SearchResult result) throws IOException {
        report.out().writeStringField("method", result.plan().method().name());
        report.out().writeNumberField("seed", result.plan().seed());
        report.out().writeStringField("objective", result.plan().objective().key());
        report.out().writeNumberField("sets", result.sets());
        report.number("deviation", result.deviation());
        report.number("deflatedSharpe", result.deflatedSharpe());
        report.out().writeStringField("belief", belief(result));
        report.strings("axes", result.plan().axes().stream().map(Axis::name).toList());
        report.out().writeArrayFieldStart("trials");
        for (Trial trial : result.ranked()) {
            report.out().writeStartObject();
            values(report, trial.values());
            report.out().writeFieldName("measures");
            report.measures(trial.measures());
            report.out().writeEndObject();
        }
        report.out().writeEndArray();
    }

    private static void walkForward(JsonReport report, WalkForward.Result result) throws IOException {
        report.out().writeStringField("objective", result.objective().key());
        report.out().writeNumberField("sets", result.sets());
        report.number("efficiency", result.efficiency());
        report.times("times", result.curve().times());
        report.numbers("equity", result.curve().values());
        report.out().writeFieldName("measures");
        report.measures(result.measures());
        report.out().writeArrayFieldStart("windows");
        for (WalkForward.Window window : result.windows()) {
            report.out().writeStartObject();
            report.times("span", new long[] {window.trainNs(), window.testNs(), window.endNs()});
            values(report, window.values());
            report.number("trained", window.trained().get(result.objective()));
            report.number("tested", window.tested().get(result.objective()));
            report.out().writeFieldName("measures");
            report.measures(window.tested());
            report.number("deflatedSharpe", window.deflatedSharpe());
            report.out().writeEndObject();
        }
        report.out().writeEndArray();
    }

    private static void monteCarlo(JsonReport report, MonteCarlo.Result result) throws IOException {
        report.out().writeNumberField("runs", result.runs());
        report.out().writeNumberField("seed", result.seed());
        report.out().writeNumberField("block", result.block());
        report.numbers("shares", MonteCarlo.SHARES);
        methods(report, "blocks", result.blocks());
        methods(report, "trades", result.trades());
    }

    private static void methods(JsonReport report, String name, MonteCarlo.Bands bands) throws IOException {
        report.out().writeObjectFieldStart(name);
        report.out().writeArrayFieldStart("bands");
        for (List<Double> band : bands.equity()) {
            report.array(band);
        }
        report.out().writeEndArray();
        report.numbers("actual", bands.actual());
        report.numbers("totalReturn", bands.totalReturn());
        report.numbers("maxDrawdown", bands.maxDrawdown());
        report.number("lossProbability", bands.lossProbability());
        report.out().writeEndObject();
    }

    private static void values(JsonReport report, Map<String, Double> values) throws IOException {
        report.out().writeObjectFieldStart("values");
        for (Map.Entry<String, Double> each : values.entrySet()) {
            report.number(each.getKey(), each.getValue());
        }
        report.out().writeEndObject();
    }
}
