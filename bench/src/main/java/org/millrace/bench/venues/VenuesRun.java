package org.millrace.bench.venues;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.millrace.bench.conditions.Conditions;
import org.millrace.bench.latency.Child;
import org.millrace.feeds.simulator.Simulator;

/** Has the simulator speak as three venues to the whole program, and writes what came through, by time. */
public final class VenuesRun {
    private static final String READY = "millrace is ready: ";
    private static final int FEEDS = 3;
    private static final long CONNECT_SECONDS = 30;
    private static final long POLL_MS = 50;
    private static final double MIB = 1_024.0;

    private final Plan plan;

    /**
     * How long it takes.
     *
     * @param warmUp before the first line
     * @param step   between two lines
     * @param steps  recorded
     */
    public record Plan(Duration warmUp, Duration step, int steps) {
        /** A minute and a half. */
        public static final Plan FULL = new Plan(Duration.ofSeconds(20), Duration.ofSeconds(5), 12);

        /** Shows that it runs. */
        public static final Plan QUICK = new Plan(Duration.ofSeconds(5), Duration.ofSeconds(1), 5);
    }

    public VenuesRun(Plan plan) {
        this.plan = plan;
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Conditions before = Conditions.now();
        Path folder = Files.createTempDirectory("millrace-venues");
        int metricsPort = freePort();
        try (Simulator simulator = new Simulator(Markets.simulator(), new OffsetEpochNanoClock()).start()) {
            Path settings =
                    Files.writeString(folder.resolve("settings.yaml"), Markets.settings(simulator, metricsPort));
            try (Child child = Child.engine(
                    folder.resolve("engine.log"),
                    READY,
                    "run",
                    "--config",
                    settings.toString(),
                    "--data",
                    folder.resolve("data").toString())) {
                child.awaitReady();
                return record(simulator, child, metricsPort, before);
            }
        } finally {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    private String record(Simulator simulator, Child child, int metricsPort, Conditions before) throws IOException {
        awaitConnections(simulator);
        System.err.println("venues: warms up");
        pause(plan.warmUp());
        List<String> rows = new ArrayList<>();
        Sample first = sample(simulator, child, metricsPort);
        Sample last = first;
        for (int i = 0; i < plan.steps(); i++) {
            pause(plan.step());
            Sample next = sample(simulator, child, metricsPort);
            rows.add(next.since(last, first));
            System.err.println(rows.get(rows.size() - 1));
            last = next;
        }
        return "three venues, 20 instruments each; " + Conditions.machine() + "; "
                + before.until(Conditions.now()) + "\n\n"
                + "| second | sent/s | taken/s | not yet taken | gaps | rejected | doubted | reconnected | ring full "
                + "| slow client | store behind | MiB | simulator, of a core |\n"
                + "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n" + String.join("\n", rows)
                + "\n" + last.since(first, first).replaceFirst("\\| +\\S+", "| all") + "\n";
    }

    /** What both sides have counted at one moment. */
    private record Sample(long timeNs, long sent, long slowClients, long simulatorCpuNs, EngineFigures engine) {
        /** Returns a line of the table: rates since one sample, counts as they are, seconds since another. */
        String since(Sample before, Sample first) {
            double seconds = (timeNs - before.timeNs) / 1e9;
            return String.format(
                    Locale.ROOT,
                    "| %.0f | %,.0f | %,.0f | %,d | %d | %d | %d | %d | %d | %d | %,d | %.0f | %.0f%% |",
                    (timeNs - first.timeNs) / 1e9,
                    (sent - before.sent) / seconds,
                    (engine.frames() - before.engine.frames()) / seconds,
                    sent - engine.frames(),
                    engine.gaps(),
                    engine.rejected(),
                    engine.doubted(),
                    engine.reconnects(),
                    engine.ringFull(),
                    slowClients,
                    engine.tailerLag(),
                    engine.memoryKiB() / MIB,
                    (simulatorCpuNs - before.simulatorCpuNs) / seconds / 1e7);
        }
    }

    private static Sample sample(Simulator simulator, Child child, int metricsPort) throws IOException {
        EngineFigures engine = EngineFigures.of(metricsPort, child.pid());
        return new Sample(
                System.nanoTime(),
                simulator.counters().frames(),
                simulator.counters().slowClients(),
                cpuNs("simulator"),
                engine);
    }

    private static void awaitConnections(Simulator simulator) throws IOException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
        while (simulator.counters().connections() < FEEDS) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new IOException("not all feeds have connected");
            }
            pause(Duration.ofMillis(POLL_MS));
        }
    }

    private static long cpuNs(String threadPrefix) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith(threadPrefix)) {
                sum += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return sum;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause(Duration time) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
