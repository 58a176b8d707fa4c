package org.millrace.engine.program;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for the store: where it fills from the past, as long as it goes on; live somebody waits for the end. */
final class StoreCatchUp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MS = 5;

    private StoreCatchUp() {}

    /**
     * Waits until the store has taken an event; false: it does not.
     *
     * @param taken newest event that it has taken
     * @param ended whether it takes no more
     */
    static boolean await(long event, LongSupplier taken, boolean isLive, BooleanSupplier ended) {
        long fromNs = System.nanoTime();
        long newest = taken.getAsLong();
        while (newest < event) {
            if (System.nanoTime() - fromNs >= PATIENCE.toNanos() || ended.getAsBoolean()) {
                return false;
            }
            sleep();
            long before = newest;
            newest = taken.getAsLong();
            if (!isLive && newest > before) {
                fromNs = System.nanoTime();
            }
        }
        return true;
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
