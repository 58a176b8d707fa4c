package org.millrace.bench.latency;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import org.millrace.bench.conditions.Conditions;

/** Measures engine and relay in turn, round by round, and writes what came of it. */
public final class LatencyRun {
    private static final Scenario BUSY = new Scenario(20_000, 1);
    private static final Scenario MANY = new Scenario(1_000, 100);
    private static final double NS_PER_US = 1_000.0;

    private final Plan plan;
    private final Path hgrm;

    /**
     * How long it takes.
     *
     * @param rounds of all scenarios, with engine and relay in turn
     * @param phase  recorded of each scenario in a round
     * @param warmUp of each of the two, before the first round
     */
    public record Plan(int rounds, Duration phase, Duration warmUp) {
        /** Some two minutes. */
        public static final Plan FULL = new Plan(5, Duration.ofMillis(1_200), Duration.ofSeconds(20));

        /** Shows that it runs. */
        public static final Plan QUICK = new Plan(1, Duration.ofMillis(500), Duration.ofMillis(500));
    }

    /**
     * @param hgrm folder for one file of percentiles a scenario and contender; null: none
     */
    public LatencyRun(Plan plan, Path hgrm) {
        this.plan = plan;
        this.hgrm = hgrm;
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Conditions before = Conditions.now();
        Path folder = Files.createTempDirectory("millrace-latency");
        try (Contender engine = Contender.engine(folder);
                Contender relay = Contender.relay(folder)) {
            warmUp(engine);
            warmUp(relay);
            List<List<Contender.Phase>> ofEngine = noPhases();
            List<List<Contender.Phase>> ofRelay = noPhases();
            for (int round = 1; round <= plan.rounds(); round++) {
                for (int i = 0; i < Scenario.ALL.size(); i++) {
                    ofEngine.get(i).add(measure(engine, round, Scenario.ALL.get(i)));
                    ofRelay.get(i).add(measure(relay, round, Scenario.ALL.get(i)));
                }
            }
            return text(before, ofEngine, ofRelay);
        } finally {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    private static List<List<Contender.Phase>> noPhases() {
        List<List<Contender.Phase>> phases = new ArrayList<>();
        Scenario.ALL.forEach(scenario -> phases.add(new ArrayList<>()));
        return phases;
    }

    private void warmUp(Contender contender) throws IOException {
        System.err.printf("latency: %s warms up%n", contender.name());
        contender.run(BUSY, plan.warmUp());
        contender.run(MANY, plan.warmUp().dividedBy(5));
    }

    private Contender.Phase measure(Contender contender, int round, Scenario scenario) throws IOException {
        Contender.Phase phase = contender.run(scenario, plan.phase());
        System.err.printf(
                Locale.ROOT,
                "latency: round %d of %d, %s, %,d/s, %d clients: p50 %.1f µs, p99 %.1f µs, %d lost%n",
                round,
                plan.rounds(),
                contender.name(),
                scenario.rate(),
                scenario.clients(),
                phase.latencies().getValueAtPercentile(50) / NS_PER_US,
                phase.latencies().getValueAtPercentile(99) / NS_PER_US,
                phase.lost());
        return phase;
    }

    private String text(Conditions before, List<List<Contender.Phase>> ofEngine, List<List<Contender.Phase>> ofRelay)
            throws IOException {
        LatencyTable table = new LatencyTable();
        for (int i = 0; i < Scenario.ALL.size(); i++) {
            Scenario scenario = Scenario.ALL.get(i);
            table.add(scenario, ofEngine.get(i), ofRelay.get(i));
            writePercentiles("millrace", scenario, ofEngine.get(i));
            writePercentiles("relay", scenario, ofRelay.get(i));
        }
        String rounds = String.format(
                Locale.ROOT,
                "%d rounds of %.1f s, medians of the rounds, the largest of all",
                plan.rounds(),
                plan.phase().toMillis() / 1_000.0);
        return Conditions.machine() + "\n" + before.until(Conditions.now()) + "\n" + rounds + "\n\n"
                + table.toMarkdown();
    }

    private void writePercentiles(String name, Scenario scenario, List<Contender.Phase> phases) throws IOException {
        if (hgrm == null) {
            return;
        }
        Histogram all = new Histogram(phases.get(0).latencies());
        phases.forEach(phase -> all.add(phase.latencies()));
        Files.createDirectories(hgrm);
        Path file = hgrm.resolve(name + "-" + scenario.rate() + "x" + scenario.clients() + ".hgrm");
        try (PrintStream out = new PrintStream(Files.newOutputStream(file))) {
            all.outputPercentileDistribution(out, NS_PER_US);
        }
    }
}
