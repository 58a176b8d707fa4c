package org.millrace.bench.backtests;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.millrace.engine.cli.Millrace;

/** Prices that walk at random, written as a user's files and imported as a user would. */
final class MarketFiles {
    static final long BEGINNING_MS = 1_514_764_800_000L; // 2018-01-01

    private static final long MINUTE_MS = 60_000;
    private static final int CENTS = 100;

    private MarketFiles() {}

    /** A minute's prices in cents. */
    record Minute(long startMs, int open, int high, int low, int close) {}

    /** Makes minutes, one behind the other without a hole. */
    static Minute[] minutes(int count) {
        SplittableRandom random = new SplittableRandom(7);
        Minute[] minutes = new Minute[count];
        int price = 1_000_000;
        for (int i = 0; i < count; i++) {
            int close = Math.max(100_000, price + random.nextInt(2_001) - 1_000);
            int high = Math.max(price, close) + random.nextInt(500);
            int low = Math.min(price, close) - random.nextInt(500);
            minutes[i] = new Minute(BEGINNING_MS + i * MINUTE_MS, price, high, low, close);
            price = close;
        }
        return minutes;
    }

    /** Imports minutes into a data directory, and returns it. */
    static Path importBars(Minute[] minutes, Path folder) throws IOException {
        Path file = folder.resolve("bars-1m.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time_ms,open,high,low,close,volume\n");
            for (Minute each : minutes) {
                out.write(each.startMs + "," + text(each.open) + "," + text(each.high) + "," + text(each.low) + ","
                        + text(each.close) + ",1000\n");
            }
        }
        return imported(file, folder.resolve("bars"), "--interval", "1m");
    }

    /** Imports trades, ten a second, and returns the data directory. */
    static Path importTrades(int count, Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        Path file = folder.resolve("trades.csv");
        int price = 1_000_000;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time_ms,price,quantity\n");
            for (int i = 0; i < count; i++) {
                price += random.nextInt(21) - 10;
                out.write((BEGINNING_MS + i * 100L) + "," + text(price) + ",0." + (1 + random.nextInt(9)) + "\n");
            }
        }
        return imported(file, folder.resolve("trades"), "--name", "BTC-USDT");
    }

    private static Path imported(Path file, Path data, String option, String value) {
        int exitCode = Millrace.execute(
                "import",
                "--venue",
                "binance",
                "--instrument",
                "BTCUSDT",
                option,
                value,
                "--data",
                data.toString(),
                file.toString());
        if (exitCode != 0) {
            throw new IllegalStateException("import of " + file + " ended with " + exitCode);
        }
        return data;
    }

    private static String text(int cents) {
        int rest = cents % CENTS;
        return cents / CENTS + (rest < 10 ? ".0" : ".") + rest;
    }
}
