package org.millrace.engine.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What a crossover of 20 and 50 closes does, from its definition, on rows of a file: it shares no code with the engine. */
final class CrossoverOracle {
    static final double CASH = 100_000;

    private static final double UNITS = 1e8;
    private static final double SLIPPAGE = 0.0005;
    private static final int CLOSE = 4;

    private final List<double[]> rows = new ArrayList<>();
    private final double quantity;
    private final double feeRate;
    private final List<double[]> trades = new ArrayList<>();
    private final List<Double> equity = new ArrayList<>(List.of(CASH));

    CrossoverOracle(Path file, double quantity, double feeRate) throws IOException {
        this.quantity = quantity;
        this.feeRate = feeRate;
        read(file);
        run();
    }

    /** Returns entry price, exit price and profit of each trade that was closed. */
    List<double[]> trades() {
        return trades;
    }

    /** Returns the cash it began with, and what the account was worth after each bar. */
    List<Double> equity() {
        return equity;
    }

    private void read(Path file) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                double[] row = new double[CLOSE + 1];
                for (int i = 0; i <= CLOSE; i++) {
                    row[i] = Double.parseDouble(fields[i]);
                }
                rows.add(row);
            }
        }
    }

    private void run() {
        double cash = CASH;
        double entry = 0; // 0: nothing is held
        int wanted = 0;
        double last = Double.NaN;
        for (int i = 0; i < rows.size(); i++) {
            if (wanted != 0) {
                double price = price(rows.get(i), wanted);
                cash -= wanted * price * quantity + price * quantity * feeRate;
                if (wanted < 0) {
                    double fees = (entry + price) * quantity * feeRate;
                    trades.add(new double[] {entry, price, (price - entry) * quantity - fees});
                }
                entry = wanted > 0 ? price : 0;
            }
            equity.add(cash + (entry > 0 ? quantity * rows.get(i)[CLOSE] : 0));
            double difference = mean(i, 20) - mean(i, 50);
            wanted = difference > 0 && last <= 0 && entry == 0 ? 1 : difference < 0 && last >= 0 && entry > 0 ? -1 : 0;
            last = difference;
        }
    }

    /** The open, worse by the slippage, rounded to the instrument's unit, within the bar. */
    private static double price(double[] row, int side) {
        double open = Math.rint(row[1] * UNITS);
        return side > 0
                ? Math.min(Math.rint(row[2] * UNITS), Math.ceil(open * (1 + SLIPPAGE))) / UNITS
                : Math.max(Math.rint(row[3] * UNITS), Math.floor(open * (1 - SLIPPAGE))) / UNITS;
    }

    private double mean(int index, int length) {
        double sum = 0;
        for (int i = index - length + 1; i <= index; i++) {
            sum += i < 0 ? Double.NaN : rows.get(i)[CLOSE];
        }
        return sum / length;
    }
}
