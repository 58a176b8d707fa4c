package org.millrace.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Writes JMH results as a Markdown table: time of one operation, its error, and the bytes it allocated. */
final class ResultTable {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private final Collection<RunResult> results;

    ResultTable(Collection<RunResult> results) {
        this.results = results;
    }

    String toMarkdown() {
        StringBuilder table = new StringBuilder(256);
        table.append("JDK ").append(Runtime.version()).append(", ");
        table.append(Runtime.getRuntime().availableProcessors()).append(" processors\n\n");
        table.append("| benchmark | result | ± | unit | B/op |\n| --- | ---: | ---: | --- | ---: |\n");
        for (RunResult result : results) {
            Result<?> primary = result.getPrimaryResult();
            String name = result.getParams().getBenchmark().replaceAll("^.*\\.(\\w+\\.\\w+)$", "$1");
            String row = String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %s | %s |%n",
                    name + parameters(result),
                    primary.getScore(),
                    primary.getScoreError(),
                    primary.getScoreUnit(),
                    allocation(result));
            table.append(row);
        }
        return table.toString();
    }

    private static String parameters(RunResult result) {
        StringBuilder text = new StringBuilder();
        for (String key : result.getParams().getParamsKeys()) {
            text.append(' ').append(result.getParams().getParam(key));
        }
        return text.toString();
    }

    private static String allocation(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATION);
        return bytes == null ? "" : String.format(Locale.ROOT, "%.1f", bytes.getScore());
    }
}
