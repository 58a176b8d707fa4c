package org.millrace.bench.latency;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/** Trades of a past time, as {@code millrace import} reads them: several in each minute, at prices that walk. */
final class TradeHistory {
    private static final Duration APART = Duration.ofSeconds(15);
    private static final long FIRST_CENTS = 6_150_000;

    private TradeHistory() {}

    /** Writes those of some time before a moment. */
    static void write(Path file, Instant end, Duration time) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        long cents = FIRST_CENTS;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time,price,quantity\n");
            for (Instant at = end.minus(time); at.isBefore(end); at = at.plus(APART)) {
                cents += random.nextInt(2_001) - 1_000;
                out.write(String.format(
                        Locale.ROOT, "%s,%d.%02d,0.%05d%n", at, cents / 100, cents % 100, 1 + random.nextInt(99_999)));
            }
        }
    }
}
