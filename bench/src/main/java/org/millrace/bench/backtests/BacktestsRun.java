package org.millrace.bench.backtests;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.millrace.bench.conditions.Conditions;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.backtest.Backtest;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.BacktestSpec;
import org.millrace.engine.backtest.Inputs;
import org.millrace.engine.backtest.JournalInputs;
import org.millrace.engine.backtest.StrategyStart;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Sampling;
import org.millrace.engine.research.Axis;
import org.millrace.engine.research.Search;
import org.millrace.engine.research.SearchPlan;
import org.millrace.engine.research.Source;
import org.millrace.engine.research.TrialLog;
import org.millrace.engine.strategy.shipped.ShippedStrategies;

/**
 * Measures backtests of a crossover on one thread, by the time that the thread had a processor: over a year of minute
 * bars, in turn with ta4j over the same bars, whose trades must be the same; over trades; and a search on one and two
 * workers, by the clock.
 */
public final class BacktestsRun {
    private static final int YEAR = 525_600;
    private static final long MINUTE_MS = 60_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Map<Setting, Double> FREE =
            Map.of(Setting.TRADING_SLIPPAGE, 0.0, Setting.TRADING_MAKER_FEE, 0.0, Setting.TRADING_TAKER_FEE, 0.0);

    private final Plan plan;
    private final StringBuilder table = new StringBuilder(2_048);

    /**
     * How much is done.
     *
     * @param minutes of bars
     * @param trades  that are imported
     * @param rounds  of each contender
     * @param sets    of parameters that are searched
     */
    public record Plan(int minutes, int trades, int rounds, int sets) {
        /** Enough to measure. */
        public static final Plan FULL = new Plan(YEAR, 2_000_000, 15, 1_000);
        /** Shows that it runs. */
        public static final Plan QUICK = new Plan(20_000, 50_000, 3, 9);
    }

    public BacktestsRun(Plan plan) {
        this.plan = plan;
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Path folder = Files.createTempDirectory("millrace-backtests");
        Conditions before = Conditions.now();
        table.append("| what | M/s | beside | M/s | ratio |\n| --- | ---: | --- | ---: | ---: |\n");
        MarketFiles.Minute[] minutes = MarketFiles.minutes(plan.minutes);
        Path bars = MarketFiles.importBars(minutes, folder);
        Source source = Source.of(List.of(bars), Long.MAX_VALUE);
        bars(minutes, source, () -> JournalInputs.open(List.of(bars)));
        trades(MarketFiles.importTrades(plan.trades, folder));
        search(source);
        return Conditions.machine() + '\n' + before.until(Conditions.now()) + "\n\n" + table;
    }

    private void bars(MarketFiles.Minute[] minutes, Source source, Supplier<Inputs> journal) {
        System.err.println("backtests: bars");
        double[] ours = new double[plan.rounds];
        double[] read = new double[plan.rounds];
        double[] made = new double[plan.rounds];
        double[] theirs = new double[plan.rounds];
        List<String> expected = List.of();
        BacktestResult result = null;
        for (int i = -plan.rounds; i < plan.rounds; i++) {
            long began = THREADS.getCurrentThreadCpuTime();
            result = backtest(source.open(), Sampling.DAY);
            long done = THREADS.getCurrentThreadCpuTime();
            backtest(journal, Sampling.DAY);
            long fromJournal = THREADS.getCurrentThreadCpuTime();
            Ta4jCrossover peer = new Ta4jCrossover(minutes);
            long begins = THREADS.getCurrentThreadCpuTime();
            expected = peer.run();
            long end = THREADS.getCurrentThreadCpuTime();
            int round = Math.max(0, i);
            ours[round] = done - began;
            read[round] = fromJournal - done;
            made[round] = end - fromJournal;
            theirs[round] = end - begins;
        }
        boolean same = trades(result).subList(0, expected.size()).equals(expected);
        double bars = plan.minutes;
        row("bars, from memory", bars / median(ours), "ta4j, its bars made before", bars / median(theirs));
        row("bars, from memory", bars / median(ours), "ta4j, its bars made of numbers in memory", bars / median(made));
        row("bars, from the journal", bars / median(read), "", 0);
        row("events of these, from memory", result.facts().events() / median(ours), "", 0);
        table.append(String.format(
                Locale.ROOT, "%n%,d trades, %s as ta4j's%n%n", expected.size(), same ? "the same" : "NOT THE SAME"));
    }

    private void trades(Path data) {
        System.err.println("backtests: trades");
        Source source = Source.of(List.of(data), Long.MAX_VALUE);
        double[] times = new double[plan.rounds];
        BacktestResult result = null;
        for (int i = -plan.rounds; i < plan.rounds; i++) {
            long began = THREADS.getCurrentThreadCpuTime();
            result = backtest(source.open(), Sampling.HOUR);
            times[Math.max(0, i)] = THREADS.getCurrentThreadCpuTime() - began;
        }
        table.append("| what | M/s |\n| --- | ---: |\n");
        table.append(String.format(
                Locale.ROOT,
                "| events: %,d trades and the clock, %,d fills | %.2f |%n%n",
                plan.trades,
                result.fills().size(),
                result.facts().events() / median(times) * 1e3));
    }

    private void search(Source source) {
        List<Axis> axes = List.of(Axis.parse("fast", "5:44"), Axis.parse("slow", "50:74"));
        StrategyStart start = new StrategyStart(1, "Crossover", "", Map.of("quantity", 0.01));
        SearchPlan search = new SearchPlan(
                BacktestSpec.of(List.of(start), Map.of()),
                axes,
                SearchPlan.Method.RANDOM,
                plan.sets,
                1,
                Measure.SHARPE);
        double[] seconds = new double[2];
        List<Map<String, Double>> best = new ArrayList<>();
        for (int workers = 1; workers <= 2; workers++) {
            System.err.println("backtests: search, workers: " + workers);
            long began = System.nanoTime();
            best.add(new Search(search, ShippedStrategies.library(), source, TrialLog.inMemory(), (done, planned) -> {})
                    .run(workers)
                    .ranked()
                    .get(0)
                    .values());
            seconds[workers - 1] = (System.nanoTime() - began) / 1e9;
        }
        table.append(String.format(
                Locale.ROOT,
                "search of %,d sets: %.1f s on one worker, %.1f s on two, %.2f times as fast; %s%n",
                plan.sets,
                seconds[0],
                seconds[1],
                seconds[0] / seconds[1],
                best.get(0).equals(best.get(1)) ? "the same result" : "NOT THE SAME RESULT"));
    }

    private static BacktestResult backtest(Supplier<Inputs> source, Sampling sampling) {
        StrategyStart crossover = new StrategyStart(1, "Crossover", "", Map.of("quantity", 0.01));
        Backtest backtest =
                new Backtest(BacktestSpec.of(List.of(crossover), FREE).sampled(sampling));
        try (Inputs inputs = source.get()) {
            int events;
            do {
                events = backtest.read(inputs);
            } while (events > 0);
        }
        return backtest.finish();
    }

    /** Returns each fill as the index of its bar and its price in cents. */
    private static List<String> trades(BacktestResult result) {
        return result.fills().stream()
                .map(fill -> (fill.timeNs() / 1_000_000 - MarketFiles.BEGINNING_MS) / MINUTE_MS - 1 + " " + fill.side()
                        + " " + Math.round(fill.price() * 100))
                .toList();
    }

    private void row(String what, double perNs, String peer, double peerPerNs) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %s | %s | %s |%n",
                what,
                perNs * 1e3,
                peer,
                peerPerNs == 0 ? "" : String.format(Locale.ROOT, "%.2f", peerPerNs * 1e3),
                peerPerNs == 0 ? "" : String.format(Locale.ROOT, "%.1f", perNs / peerPerNs)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
