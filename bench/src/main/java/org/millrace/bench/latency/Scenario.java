package org.millrace.bench.latency;

import java.time.Duration;
import java.util.List;

/**
 * How many trades a second for how many clients.
 *
 * @param rate    frames that the venue sends a second
 * @param clients that each get every trade
 */
record Scenario(int rate, int clients) {
    static final List<Scenario> ALL =
            List.of(new Scenario(1_000, 1), new Scenario(10_000, 1), new Scenario(50_000, 1), new Scenario(1_000, 100));

    long intervalNs() {
        return Duration.ofSeconds(1).toNanos() / rate;
    }

    /** Returns the trades that are sent in a time. */
    int count(Duration time) {
        return Math.toIntExact(Math.max(1, time.toNanos() / intervalNs()));
    }
}
