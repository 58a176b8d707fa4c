package org.millrace.bench.conditions;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Measures how long one core takes to see what another has written: two threads play ball with a cache line. */
public final class CoreHop {
    private static final int SERVES = 200;
    private static final long SAMPLE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SAMPLES = 21;
    private static final int SPINS = 2_000;
    private static final int PING = 16;
    private static final int PONG = 48;
    private static final long END = -1;

    private final AtomicLongArray lines = new AtomicLongArray(64);

    private CoreHop() {}

    /** Returns nanoseconds one way, the median of some samples; takes about a tenth of a second. */
    public static double measureNs() {
        return new CoreHop().measure();
    }

    private double measure() {
        Thread partner = new Thread(this::answer, "core-hop");
        partner.setDaemon(true);
        partner.start();
        double[] samples = new double[SAMPLES];
        long ball = 0;
        for (int i = 0; i < SAMPLES; i++) {
            long first = ball;
            long startNs = System.nanoTime();
            while (System.nanoTime() - startNs < SAMPLE_NS) {
                for (int serve = 0; serve < SERVES; serve++) {
                    lines.set(PING, ++ball);
                    await(PONG, ball);
                }
            }
            samples[i] = (System.nanoTime() - startNs) / (2.0 * (ball - first));
        }
        lines.set(PING, END);
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    private void answer() {
        long seen = 0;
        while (seen != END) {
            long next = lines.get(PING);
            int spins = 0;
            while (next == seen) {
                spins = pause(spins);
                next = lines.get(PING);
            }
            seen = next;
            lines.set(PONG, seen);
        }
    }

    private void await(int line, long value) {
        int spins = 0;
        while (lines.get(line) != value) {
            spins = pause(spins);
        }
    }

    /** Spins, and lets others run now and then: both may be on the same core. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static int pause(int spins) {
        if (spins < SPINS) {
            Thread.onSpinWait();
            return spins + 1;
        }
        Thread.yield();
        return 0;
    }
}
