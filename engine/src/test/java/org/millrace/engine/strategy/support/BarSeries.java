package org.millrace.engine.strategy.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/** Rows of open, high, low and close, as mantissas of 1e-8. */
public final class BarSeries {
    private static final double UNIT = 1e8;
    private static final int SCALE = 8;

    private final long[][] rows;

    private BarSeries(long[][] rows) {
        this.rows = rows;
    }

    /** Walks at random from 1,000. */
    public static BarSeries walk(long seed, int bars) {
        SplittableRandom random = new SplittableRandom(seed);
        long[][] rows = new long[bars][];
        long last = 1_000_00000000L;
        for (int i = 0; i < bars; i++) {
            long open = Math.max(1_00000000L, last + random.nextLong(-100_000_000, 100_000_001));
            long close = Math.max(1_00000000L, open + random.nextLong(-900_000_000, 900_000_001));
            long high = Math.max(open, close) + random.nextLong(100_000_000);
            long low = Math.max(1, Math.min(open, close) - random.nextLong(100_000_000));
            rows[i] = new long[] {open, high, low, close};
            last = close;
        }
        return new BarSeries(rows);
    }

    /** Reads a file of {@code time_ms,open,high,low,close,volume}. */
    public static BarSeries ofCsv(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
            List<String> names = List.of(lines.get(0).split(",", -1));
            int[] columns = List.of("open", "high", "low", "close").stream()
                    .mapToInt(names::indexOf)
                    .toArray();
            long[][] rows =
                    lines.stream().skip(1).map(line -> row(line, columns)).toArray(long[][]::new);
            return new BarSeries(rows);
        }
    }

    public int size() {
        return rows.length;
    }

    public long[] row(int index) {
        return rows[index];
    }

    public double open(int index) {
        return rows[index][0] / UNIT;
    }

    /** Returns the closes as numbers. */
    public double[] closes() {
        double[] closes = new double[rows.length];
        for (int i = 0; i < closes.length; i++) {
            closes[i] = rows[i][3] / UNIT;
        }
        return closes;
    }

    private static long[] row(String line, int[] columns) {
        String[] cells = line.split(",", -1);
        long[] row = new long[columns.length];
        for (int i = 0; i < row.length; i++) {
            BigDecimal price = new BigDecimal(cells[columns[i]]);
            row[i] = price.setScale(SCALE, RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .longValueExact();
        }
        return row;
    }
}
