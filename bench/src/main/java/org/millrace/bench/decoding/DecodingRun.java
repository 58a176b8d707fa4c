package org.millrace.bench.decoding;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.bench.conditions.Conditions;

/**
 * Measures how long a feed takes for each kind of frame of each venue, and how long feeds take that publish the same events but
 * read with a library: in turn, round by round, by the time that the thread had a processor.
 */
public final class DecodingRun {
    private static final List<String> VENUES =
            List.of("binance", "coinbase-exchange", "coinbase-advanced", "kraken", "alpaca");
    private static final List<String> KINDS = List.of("trade", "quote", "book");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final String only;
    private long sum; // of all that was read, so that none of it is left out

    /**
     * @param rounds of a thousand frames that are counted; as many before them warm up
     * @param only   rows whose venue and kind the expression matches
     */
    public DecodingRun(int rounds, String only) {
        this.rounds = rounds;
        this.only = only;
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Conditions before = Conditions.now();
        StringBuilder table = new StringBuilder(4_096);
        table.append(
                "| venue | frame | ours, ns | B | fell back | best library | ns | reading only | ratio | wanted | others |\n");
        table.append("| --- | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | --- |\n");
        for (DecodingRow row : rows()) {
            System.err.println("decoding: " + row.venue() + ' ' + row.kind());
            table.append(measure(row));
        }
        return Conditions.machine()
                + '\n'
                + before.until(Conditions.now())
                + String.format(Locale.ROOT, "%n%d rounds of %d frames, medians%n%n", rounds, FrameRing.FRAMES)
                + table
                + (sum == 0 ? "nothing was read\n" : "");
    }

    private List<DecodingRow> rows() throws IOException {
        List<DecodingRow> rows = new ArrayList<>();
        for (String kind : KINDS) {
            for (String venue : VENUES) {
                if ((venue + ' ' + kind).matches(only)) {
                    rows.add(DecodingRow.text(venue, kind));
                }
            }
            if (("alpaca-msgpack " + kind).matches(only)) {
                rows.add(DecodingRow.msgpack(kind));
            }
            if (("binance-sbe " + kind).matches(only)) {
                rows.add(DecodingRow.sbe(kind));
            }
        }
        return rows;
    }

    private String measure(DecodingRow row) throws IOException {
        Map<String, double[]> times = new HashMap<>();
        row.contenders().keySet().forEach(name -> times.put(name, new double[rounds]));
        long bytes = 0;
        for (int round = -rounds; round < rounds; round++) {
            row.turn();
            for (var each : row.contenders().entrySet()) {
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long began = THREADS.getCurrentThreadCpuTime();
                sum += row.read(each.getValue());
                long took = THREADS.getCurrentThreadCpuTime() - began;
                allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
                if (round >= 0) {
                    times.get(each.getKey())[round] = (double) took / FrameRing.FRAMES;
                    bytes += each.getKey().equals(DecodingRow.FEED) ? allocated : 0;
                }
            }
        }
        return line(row, times, (double) bytes / FrameRing.FRAMES / rounds);
    }

    private static String line(DecodingRow row, Map<String, double[]> times, double bytes) {
        Map<String, Double> medians = new HashMap<>();
        times.forEach((name, each) -> medians.put(name, median(each)));
        double ours = medians.remove(DecodingRow.FEED);
        String best = medians.keySet().stream()
                .filter(row::isLibrary)
                .min((a, b) -> Double.compare(medians.get(a), medians.get(b)))
                .orElse("");
        double theirs = best.isEmpty() ? 0 : medians.remove(best);
        double reading = best.isEmpty() ? 0 : medians.remove(DecodingRow.reading(best));
        StringBuilder others = new StringBuilder();
        medians.forEach((name, each) ->
                others.append(others.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, "%s %.0f", name, each)));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.2f | %.1f %% | %s | %s | %s | %s | %s | %s |%n",
                row.venue(),
                row.kind(),
                ours,
                bytes,
                100 * row.fallBacks(),
                best,
                best.isEmpty() ? "" : nanos(theirs),
                best.isEmpty() ? "" : nanos(reading),
                best.isEmpty() ? "" : ratio(theirs / ours, row.wanted()),
                best.isEmpty() ? "" : row.wanted(),
                others);
    }

    private static String nanos(double time) {
        return String.format(Locale.ROOT, "%.0f", time);
    }

    private static String ratio(double ratio, double wanted) {
        String text = String.format(Locale.ROOT, "%.2f", ratio);
        return ratio < wanted ? "**" + text + "**" : text;
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
