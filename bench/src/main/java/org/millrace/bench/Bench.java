package org.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.millrace.bench.backtests.BacktestsRun;
import org.millrace.bench.backtests.TrainingRun;
import org.millrace.bench.conditions.Conditions;
import org.millrace.bench.decoding.DecodingRun;
import org.millrace.bench.fanout.DeskRun;
import org.millrace.bench.fanout.FanOutRun;
import org.millrace.bench.fanout.MostRun;
import org.millrace.bench.latency.LatencyRun;
import org.millrace.bench.latency.RestRun;
import org.millrace.bench.liquidations.LiquidationsRun;
import org.millrace.bench.venues.VenuesRun;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the JMH benchmarks and writes their results as one Markdown table. */
@Command(
        name = "bench",
        description = "Runs the benchmarks and prints one Markdown table.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    @Option(names = "--quick", description = "One short fork each: shows that all run, measures nothing.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "REGEX", description = "Benchmarks to run; of --decoding: venue and frame.")
    private String only;

    @Option(names = "--latency", description = "Latency from a venue's socket to a client's instead, beside a relay.")
    private boolean latency;

    @Option(names = "--fan-out", description = "Deliveries a second to many clients instead, beside bare Netty.")
    private boolean fanOut;

    @Option(
            names = "--desk",
            description = "A thousand clients of ten instruments instead, beside Netty and Node's ws; a hundred stall.")
    private boolean desk;

    @Option(names = "--decoding", description = "Frames of all venues instead, beside the best libraries.")
    private boolean decoding;

    @Option(
            names = "--rest",
            description = "REST under load while the engine takes trades instead, and what it costs them.")
    private boolean rest;

    @Option(names = "--venues", description = "60 instruments of three venues at once instead: what is lost, by time.")
    private boolean venues;

    @Option(names = "--backtests", description = "Backtests instead, beside ta4j, and a search on two workers.")
    private boolean backtests;

    @Option(names = "--liquidations", description = "Two years of hours of liquidations instead, and one hour more.")
    private boolean liquidations;

    @Option(names = "--training", description = "Training on a year of minute bars instead.")
    private boolean training;

    @Option(names = "--hgrm", paramLabel = "DIR", description = "Writes percentiles of --latency there.")
    private Path hgrm;

    @Option(names = "--out", paramLabel = "FILE", description = "Also writes the table there.")
    private Path out;

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.setProperty("chronicle.analytics.disable", "true");
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        String table = table();
        System.out.println(table);
        if (out != null) {
            Files.writeString(out, table);
        }
        return 0;
    }

    private String table() throws RunnerException, IOException {
        if (latency) {
            return latency();
        }
        if (rest) {
            return new RestRun(quick).run();
        }
        if (decoding) {
            String rows = only == null ? ".*" : only;
            return new DecodingRun(quick ? 20 : 2_000, rows).run();
        }
        if (venues) {
            return new VenuesRun(quick ? VenuesRun.Plan.QUICK : VenuesRun.Plan.FULL).run();
        }
        if (backtests) {
            return new BacktestsRun(quick ? BacktestsRun.Plan.QUICK : BacktestsRun.Plan.FULL).run();
        }
        if (liquidations) {
            return (quick ? new LiquidationsRun(2_000, 1) : new LiquidationsRun(17_520, 3)).run();
        }
        if (training) {
            return new TrainingRun(quick ? TrainingRun.Plan.QUICK : TrainingRun.Plan.FULL).run();
        }
        if (desk) {
            return desk();
        }
        return fanOut ? fanOut() : micro();
    }

    private String fanOut() throws IOException {
        return (quick ? new FanOutRun(1, Duration.ofMillis(300)) : new FanOutRun(5, Duration.ofSeconds(1))).run();
    }

    private String desk() throws IOException {
        Path node = Path.of(System.getenv().getOrDefault("MILLRACE_LIB", ".")).resolveSibling("node");
        Duration time = quick ? Duration.ofMillis(600) : Duration.ofSeconds(3);
        Conditions before = Conditions.now();
        String tables = new MostRun(quick ? 1 : 5, time, node).run()
                + '\n'
                + new DeskRun(quick ? 1 : 3, time.multipliedBy(3)).run();
        return Conditions.machine() + '\n' + before.until(Conditions.now()) + "\n\n" + tables;
    }

    private String latency() throws IOException {
        return new LatencyRun(quick ? LatencyRun.Plan.QUICK : LatencyRun.Plan.FULL, hgrm).run();
    }

    /** @throws RunnerException if a benchmark fails, or none matches */
    private String micro() throws RunnerException {
        Collection<RunResult> results = new Runner(options().build()).run();
        return new ResultTable(results).toMarkdown();
    }

    private ChainedOptionsBuilder options() {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(only == null ? "org.millrace.bench.micro.*" : only)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        if (quick) {
            options.forks(1)
                    .warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(200))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(200));
        }
        return options;
    }
}
