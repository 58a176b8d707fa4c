package org.millrace.bench.fanout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the most events a second that a thousand clients are brought, each of them to all: by the gateway, by servers
 * as one would write them with Netty and with Node's ws, and by a control that knows nothing of clients. In turn, in one run.
 */
public final class MostRun {
    private final int rounds;
    private final Duration time;
    private final Path nodeFolder;

    /**
     * @param time       of each measurement, half of which warms up
     * @param nodeFolder where Node's packages are put
     */
    public MostRun(int rounds, Duration time, Path nodeFolder) {
        this.rounds = rounds;
        this.time = time;
        this.nodeFolder = nodeFolder;
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        List<EventServer> servers = new ArrayList<>();
        try {
            servers.add(GatewayBroadcaster.strict());
            servers.add(NettyServer.plain());
            addNode(servers);
            servers.add(NettyServer.joining());
            return table(servers, measure(servers));
        } finally {
            servers.forEach(EventServer::close);
        }
    }

    private void addNode(List<EventServer> servers) {
        try {
            servers.add(NodeServer.start(nodeFolder));
        } catch (IOException e) {
            System.err.println("desk: Node is left out: " + e.getMessage());
        }
    }

    private double[][] measure(List<EventServer> servers) throws IOException {
        double[][] perSecond = new double[servers.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < perSecond.length; i++) {
                perSecond[i][round] = Flood.measure(servers.get(i), DeskRun.CLIENTS, DeskRun.INSTRUMENTS, time);
                System.err.printf(
                        Locale.ROOT,
                        "desk: most of %s: %,.0f events/s%n",
                        servers.get(i).name(),
                        perSecond[i][round]);
            }
        }
        return perSecond;
    }

    private String table(List<EventServer> servers, double[][] perSecond) {
        StringBuilder text = new StringBuilder(512);
        text.append(String.format(
                Locale.ROOT,
                "the most of %d instruments' events that %,d clients are brought, %d rounds of %.1f s, medians%n%n",
                DeskRun.INSTRUMENTS,
                DeskRun.CLIENTS,
                rounds,
                time.toMillis() / 1_000.0));
        text.append(
                "| server | events/s | million deliveries/s | gateway's beside it |\n| --- | ---: | ---: | ---: |\n");
        for (int i = 0; i < perSecond.length; i++) {
            double[] ratios = new double[rounds];
            int server = i;
            Arrays.setAll(ratios, round -> perSecond[0][round] / perSecond[server][round]);
            double most = median(perSecond[i]);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.2f | %.2f |%n",
                    servers.get(i).name(),
                    most,
                    most * DeskRun.CLIENTS / 1e6,
                    median(ratios)));
        }
        return text.toString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
