package org.millrace.bench.fanout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.millrace.bench.client.Audience;
import org.millrace.bench.conditions.Conditions;

/** Measures deliveries a second of gateway and bare Netty in turn, round by round, and writes what came of it. */
public final class FanOutRun {
    private static final int[][] SHAPES = {{100, 1}, {100, 16}, {1_000, 1}, {1_000, 16}};
    private static final double MILLION = 1e6;

    private final int rounds;
    private final Duration time;

    /**
     * @param time of each measurement; a third of it warms up
     */
    public FanOutRun(int rounds, Duration time) {
        this.rounds = rounds;
        this.time = time;
    }

    /** Runs, tells of its progress on the error stream, and returns Markdown. */
    public String run() throws IOException {
        Conditions before = Conditions.now();
        double[][] gateway = new double[SHAPES.length][rounds];
        double[][] netty = new double[SHAPES.length][rounds];
        try (Broadcaster gatewayServer = new GatewayBroadcaster();
                Broadcaster nettyServer = new NettyBroadcaster()) {
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < SHAPES.length; i++) {
                    gateway[i][round] = measure(gatewayServer, SHAPES[i]);
                    netty[i][round] = measure(nettyServer, SHAPES[i]);
                }
            }
        }
        StringBuilder text = new StringBuilder(512);
        text.append(Conditions.machine()).append('\n').append(before.until(Conditions.now()));
        text.append(String.format(
                Locale.ROOT, "%n%d rounds of %.1f s, medians, million deliveries/s%n%n", rounds, seconds()));
        text.append("| clients | messages a flush | gateway | bare Netty | ratio |\n");
        text.append("| ---: | ---: | ---: | ---: | ---: |\n");
        for (int i = 0; i < SHAPES.length; i++) {
            text.append(row(SHAPES[i], gateway[i], netty[i]));
        }
        return text.toString();
    }

    private double measure(Broadcaster server, int[] shape) throws IOException {
        int clients = shape[0];
        int messages = shape[1];
        Tally tally = new Tally();
        Sender sender = new Sender(server, clients, messages, tally);
        double perSecond;
        try (Audience audience = new Audience(clients, server.port(), server.service(), tally)) {
            audience.start();
            server.loop().execute(sender);
            sleep(time.dividedBy(3));
            long first = tally.received();
            long startNs = System.nanoTime();
            sleep(time);
            perSecond = (tally.received() - first) * 1e9 / (System.nanoTime() - startNs);
            sender.stop();
        }
        System.err.printf(
                Locale.ROOT,
                "fan-out: %s, %d clients, %d a flush: %.2f M/s%n",
                server.name(),
                clients,
                messages,
                perSecond / MILLION);
        return perSecond;
    }

    private static String row(int[] shape, double[] gateway, double[] netty) {
        double[] ratios = new double[gateway.length];
        Arrays.setAll(ratios, i -> gateway[i] / netty[i]);
        List<double[]> columns = List.of(gateway, netty, ratios);
        columns.forEach(Arrays::sort);
        int middle = gateway.length / 2;
        return String.format(
                Locale.ROOT,
                "| %d | %d | %.2f | %.2f | %.2f |%n",
                shape[0],
                shape[1],
                gateway[middle] / MILLION,
                netty[middle] / MILLION,
                ratios[middle]);
    }

    private double seconds() {
        return time.toMillis() / 1_000.0;
    }

    private static void sleep(Duration time) {
        long endNs = System.nanoTime() + time.toNanos();
        for (long leftNs = time.toNanos(); leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
