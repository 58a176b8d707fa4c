package org.millrace.engine.indicators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/** Bars as mantissas, and as the doubles that they stand for. */
public final class BarSeries {

    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;
    private static final int VOLUME = 4;

    private final int priceExponent;
    private final int quantityExponent;
    private final long[][] mantissas;

    /** Takes rows of open, high, low, close, volume. */
    BarSeries(int priceExponent, int quantityExponent, long[][] mantissas) {
        this.priceExponent = priceExponent;
        this.quantityExponent = quantityExponent;
        this.mantissas = mantissas;
    }

    /** Reads {@code time_ms,open,high,low,close,volume}, rounded to the exponents. */
    public static BarSeries ofCsv(Path file, int priceExponent, int quantityExponent) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
            List<String> names = List.of(lines.get(0).split(",", -1));
            int[] columns = {
                names.indexOf("open"),
                names.indexOf("high"),
                names.indexOf("low"),
                names.indexOf("close"),
                names.indexOf("volume")
            };
            long[][] rows = lines.stream()
                    .skip(1)
                    .map(line -> row(line.split(",", -1), columns, priceExponent, quantityExponent))
                    .toArray(long[][]::new);
            return new BarSeries(priceExponent, quantityExponent, rows);
        }
    }

    /** Walks at random from a price; some bars stand still. */
    public static BarSeries walk(long seed, int bars, long price, long step) {
        SplittableRandom random = new SplittableRandom(seed);
        long[][] rows = new long[bars][];
        long last = price;
        for (int i = 0; i < bars; i++) {
            long open = last;
            long close = random.nextInt(10) == 0 ? open : Math.max(step, open + random.nextLong(-step, step + 1));
            long high = Math.max(open, close) + random.nextLong(step);
            long low = Math.max(1, Math.min(open, close) - random.nextLong(step));
            rows[i] = new long[] {open, high, low, close, random.nextLong(1, 1_000_000_000L)};
            last = close;
        }
        return new BarSeries(-8, -8, rows);
    }

    public int priceExponent() {
        return priceExponent;
    }

    public int quantityExponent() {
        return quantityExponent;
    }

    public int size() {
        return mantissas.length;
    }

    public long[] row(int index) {
        return mantissas[index];
    }

    public double[] highs() {
        return prices(HIGH);
    }

    public double[] lows() {
        return prices(LOW);
    }

    public double[] closes() {
        return prices(CLOSE);
    }

    public double[] volumes() {
        return doubles(VOLUME, quantityExponent);
    }

    private double[] prices(int column) {
        return doubles(column, priceExponent);
    }

    private double[] doubles(int column, int exponent) {
        double[] values = new double[mantissas.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = BigDecimal.valueOf(mantissas[i][column], -exponent).doubleValue();
        }
        return values;
    }

    private static long[] row(String[] cells, int[] columns, int priceExponent, int quantityExponent) {
        long[] row = new long[columns.length];
        for (int i = 0; i < columns.length; i++) {
            int exponent = i == VOLUME ? quantityExponent : priceExponent;
            row[i] = new BigDecimal(cells[columns[i]])
                    .movePointLeft(exponent)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }
        return row;
    }
}
