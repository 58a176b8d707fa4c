package org.millrace.engine.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings in which prices or quantities were changed: what is not believed, and what bars make of it. */
class SuspectCaptureTest {
    private static final int BEFORE = 30; // trades that make a level
    private static final int BEHIND = 260;
    private static final int VERDICT_TRADES = 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "binance/spot-btcusdt-20230405, BTCUSDT",
        "binance/spot-btcusdt-20240808, BTCUSDT",
        "binance/spot-multi-20210404, ETHUSDT",
        "binance_us/spot-multi-20210405, BTCUSD"
    })
    void shouldKeepALonePrintOutOfEveryBar(String recording, String symbol) {
        Capture capture = Capture.of(recording);
        List<Integer> trades = trades(capture, symbol);
        SplittableRandom random = new SplittableRandom(1);

        for (String factor : List.of("10", "0.1", "10", "3")) {
            int line = trades.get(random.nextInt(BEFORE, trades.size() - VERDICT_TRADES));
            List<String> lines = new ArrayList<>(capture.frames());
            lines.set(line, times(lines.get(line), "p", new BigDecimal(factor)));

            SymbolTally tally = capture.with(lines).play(folder).of(symbol);

            SymbolTally without = capture.without(line).play(folder).of(symbol);
            assertEquals(List.of(id(capture, line)), tally.refuted);
            assertEquals(TextBars.of(capture.without(line), symbol), tally.bars());
            assertEquals(without.indicators, tally.indicators);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binance/spot-btcusdt-20230405, BTCUSDT",
        "binance/spot-btcusdt-20240808, BTCUSDT",
        "binance/spot-multi-20210404, BTCUSDT",
        "binance_us/spot-multi-20210405, BTCUSD"
    })
    void shouldConfirmAShiftOfTheLevelWithinTwentyTrades(String recording, String symbol) {
        for (double level : new double[] {1.15, 0.85, 2.5}) {
            check(recording, symbol, trade -> level);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binance/spot-btcusdt-20230405, BTCUSDT",
        "binance/spot-btcusdt-20240808, BTCUSDT",
        "binance/spot-multi-20210404, BTCUSDT",
        "binance_us/spot-multi-20210405, BTCUSD"
    })
    void shouldLoseNothingInACrash(String recording, String symbol) {
        for (double steepness : new double[] {1, 0.3, 4}) {
            check(recording, symbol, trade -> 1 - 0.4 * Math.pow(Math.min(1, trade / 200.0), steepness));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binance/spot-btcusdt-20230405, BTCUSDT",
        "binance/spot-btcusdt-20240808, BTCUSDT",
        "binance/spot-multi-20210404, ETHUSDT",
    })
    void shouldConfirmQuantitiesThatAreOnlyLarge(String recording, String symbol) {
        Capture capture = Capture.of(recording);
        List<Integer> trades = trades(capture, symbol);
        SplittableRandom random = new SplittableRandom(4);
        List<String> lines = new ArrayList<>(capture.frames());
        int line = trades.get(random.nextInt(BEFORE, trades.size() - VERDICT_TRADES));
        lines.set(line, times(lines.get(line), "q", new BigDecimal("1000000")));
        Capture changed = capture.with(lines);

        SymbolTally tally = changed.play(folder).of(symbol);

        assertThat(tally.anomalies).contains(id(capture, line));
        assertEquals(tally.anomalies, tally.confirmed);
        assertEquals(TextBars.of(changed, symbol), tally.bars());
    }

    /** Multiplies prices of trades and quotes from a trade on, that being number 1, and compares what comes out. */
    private void check(String recording, String symbol, IntToDoubleFunction level) {
        Capture capture = Capture.of(recording);
        List<Integer> trades = trades(capture, symbol);
        SplittableRandom random = new SplittableRandom(3);
        int first = trades.get(random.nextInt(BEFORE, Math.max(BEFORE + 1, trades.size() - BEHIND)));
        List<String> lines = new ArrayList<>(capture.frames());
        int trade = 0;
        for (int line = first; line < lines.size(); line++) {
            if (capture.field(line, "s").equals(symbol)) {
                trade += capture.isTrade(line) ? 1 : 0;
                lines.set(line, moved(capture, line, BigDecimal.valueOf(level.applyAsDouble(trade))));
            }
        }
        Capture changed = capture.with(lines);

        SymbolTally tally = changed.play(folder).of(symbol);

        assertThat(tally.longestVerdict).isLessThanOrEqualTo(VERDICT_TRADES);
        assertThat(tally.anomalies).hasSameSizeAs(tally.confirmed);
        assertEquals(List.of(), tally.refuted);
        assertEquals(TextBars.of(changed, symbol), tally.bars());
    }

    /** Multiplies what a trade or a quote says of the price. */
    private static String moved(Capture capture, int line, BigDecimal level) {
        String text = capture.frames().get(line);
        if (capture.isTrade(line)) {
            return times(text, "p", level);
        }
        return capture.kind(line).equals("bookTicker") ? times(times(text, "b", level), "a", level) : text;
    }

    private static List<Integer> trades(Capture capture, String symbol) {
        List<Integer> trades = new ArrayList<>();
        for (int line = 0; line < capture.frames().size(); line++) {
            if (capture.isTrade(line) && capture.field(line, "s").equals(symbol)) {
                trades.add(line);
            }
        }
        return trades;
    }

    private static long id(Capture capture, int line) {
        return capture.number(line, capture.kind(line).equals("trade") ? "t" : "a");
    }

    /** Multiplies the decimal in a field. */
    private static String times(String line, String field, BigDecimal factor) {
        int start = line.indexOf("\"" + field + "\":\"") + 5;
        int end = line.indexOf('"', start);
        BigDecimal product = new BigDecimal(line.substring(start, end)).multiply(factor);
        return line.substring(0, start)
                + product.setScale(2, RoundingMode.HALF_EVEN).toPlainString()
                + line.substring(end);
    }
}
