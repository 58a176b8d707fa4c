package org.millrace.engine.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.performance.Assumptions;
import org.millrace.engine.performance.Measure;
import org.millrace.engine.performance.Sampling;
import org.millrace.feeds.support.Captures;

/**
 * Crossover of 20 and 50 on recorded daily bars: fills and curve as an oracle on plain arrays computes them, measures as
 * numpy does. {@code crossover.properties} is what {@code crossover.py} beside it printed (Python 3.11, numpy 2.4).
 */
class CrossoverReferenceTest {
    private static final double EXACT = 1e-9;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "SPY, yahoo, spy_1d_20130222, 100, 0",
        "AAPL, yahoo, aapl_1d_2013, 50, 0",
        "BTC, coinbase, coinbase_btcusd_1d_trade, 5, 0.006"
    })
    void shouldEqualItsReferences(String name, String venue, String file, double quantity, double feeRate)
            throws IOException {
        Path bars = Captures.file("bars/" + file + ".csv.gz");
        assertThat(Millrace.execute(
                        "import", "--venue", venue, "--instrument", name, "--data", folder.toString(), bars.toString()))
                .isZero();

        BacktestResult result = run(quantity);

        CrossoverOracle oracle = new CrossoverOracle(bars, quantity, feeRate);
        assertTrades(oracle.trades(), result);
        assertCurve(oracle.equity(), result.curve().equity());
        assertMeasures(name, result);
    }

    private BacktestResult run(double quantity) {
        StrategyStart crossover =
                new StrategyStart(1, "Crossover", "", Map.of("timeframe", 86_400.0, "quantity", quantity));
        Assumptions assumptions = new Assumptions(Sampling.AUTO, 0.02, 0, "");
        Backtest backtest = new Backtest(
                new BacktestSpec(List.of(crossover), Long.MIN_VALUE, Long.MAX_VALUE, Map.of(), assumptions));
        try (Inputs inputs = JournalInputs.open(List.of(folder))) {
            while (backtest.read(inputs) > 0) {
                assertThat(inputs.progress()).isBetween(0.0, 1.0);
            }
        }
        return backtest.finish();
    }

    private static void assertTrades(List<double[]> expected, BacktestResult result) {
        List<RoundTrip> closed =
                result.trips().stream().filter(RoundTrip::closed).toList();
        assertEquals(expected.size(), closed.size(), "trades");
        assertThat(expected).hasSizeGreaterThan(1);
        for (int i = 0; i < closed.size(); i++) {
            RoundTrip trip = closed.get(i);
            double[] actual = {trip.entryPrice(), trip.exitPrice(), trip.profit()};
            for (int j = 0; j < actual.length; j++) {
                assertClose(expected.get(i)[j], actual[j], "trade " + i + ", number " + j);
            }
        }
    }

    private static void assertCurve(List<Double> expected, double[] actual) {
        assertEquals(expected.size(), actual.length, "days, and the beginning");
        for (int i = 0; i < actual.length; i++) {
            assertClose(expected.get(i), actual[i], "day " + i);
        }
    }

    private static void assertMeasures(String name, BacktestResult result) throws IOException {
        Properties expected = new Properties();
        try (Reader in = new InputStreamReader(
                CrossoverReferenceTest.class.getResourceAsStream("crossover.properties"), UTF_8)) {
            expected.load(in);
        }
        List<Measure> unknown = new ArrayList<>();
        assertAll(result.measures().values().entrySet().stream().map(each -> () -> {
            String value = expected.getProperty(name + "." + each.getKey().key());
            if (value == null) {
                unknown.add(each.getKey());
            } else {
                assertClose(
                        Double.parseDouble(value),
                        each.getValue(),
                        each.getKey().key());
            }
        }));
        assertThat(unknown)
                .containsExactly(
                        Measure.TAINTED_FILLS,
                        Measure.TAINTED_TURNOVER,
                        Measure.TAINTED_PROFIT,
                        Measure.TAINTED_PERIODS);
    }

    private static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, EXACT * Math.max(1, Math.abs(expected)), what);
    }
}
