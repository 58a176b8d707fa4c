package org.millrace.engine.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.BarState;

class IndicatorsStageTest {
    private static final String CAPTURES = System.getProperty("millrace.captures", "");
    private static final double TOLERANCE = 1e-9;
    private static final int MINUTES_OF_DAY = 1_440;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aapl_1d_2013",
                "binance_btcbusd_1m_trade_20221213",
                "coinbase_btcusd_1d_trade",
                "coinbase_btcusd_1m_trade_20161007",
                "coinbase_btcusd_1m_trade_20161008",
                "coinbase_btcusd_1m_trade_20170903",
                "coinbase_btcusd_1m_trade_20180404",
                "coinbase_btcusd_1s_trade_20161007",
                "coinbase_ethusd_1m_trade_20170903",
                "coinbase_ethusd_1m_trade_20180404",
                "coinbase_ltcusd_1m_trade_20180404",
                "spy_10m_20150303",
                "spy_1d_20130222",
                "yahoo_CALM_1d",
                "yahoo_EA_15m",
                "yahoo_EWG_1d",
                "yahoo_HSBK-IL_1d"
            })
    void shouldEqualTaLibOnRealBars(String name) throws IOException {
        assumeTrue(!CAPTURES.isEmpty(), "no recorded data: set -Dmillrace.captures");
        BarSeries bars = BarSeries.ofCsv(Path.of(CAPTURES, "bars", name + ".csv.gz"), -8, -8);

        compareWithTaLib(bars, new IndicatorTape().send(bars));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 7000000000000, 5000000000", // 70,000 in steps of 50
        "2, 7000000000000, 1000000", // 70,000 in steps of a cent
        "3, 100000000, 3000000",
        "4, 9000, 3", // 0.00009: below TA-Lib's idea of zero
    })
    void shouldEqualTaLibOnRandomWalks(long seed, long price, long step) {
        BarSeries bars = BarSeries.walk(seed, 5_000, price, step);

        compareWithTaLib(bars, new IndicatorTape().send(bars));
    }

    @Test
    void shouldBeSureOfItsDigitsWhereSquaresOfPricesAreNot() {
        long[][] flat = new long[40][];
        for (int i = 0; i < flat.length; i++) {
            long close = 70_000_00000000L + i % 2 * 1_000_000L; // 70000 and 70000.01 in turn
            flat[i] = new long[] {close, close, close, close, 1};
        }

        IndicatorTape tape = new IndicatorTape().send(new BarSeries(-8, -8, flat));

        assertThat(tape.of("bbUpper")[39]).isEqualTo(70_000.015, within(1e-10));
        assertThat(tape.of("bbLower")[39]).isEqualTo(69_999.995, within(1e-10));
    }

    @Test
    void shouldAverageByVolumeSinceMidnight() {
        BarSeries bars = BarSeries.walk(5, 2 * MINUTES_OF_DAY, 50_000_00000000L, 10_00000000L);

        double[] vwaps = new IndicatorTape().send(bars).of("vwap");

        for (int i : new int[] {0, 1, 700, 1_439, 1_440, 1_441, 2_879}) {
            assertThat(vwaps[i]).isEqualTo(vwap(bars, i / MINUTES_OF_DAY * MINUTES_OF_DAY, i), within(1e-10));
        }
    }

    @Test
    void shouldCarryQualityBitsUntilEveryMemoryHasPassedAndTheDayIsOver() {
        BarSeries bars = BarSeries.walk(6, 2 * MINUTES_OF_DAY, 5_000_00000000L, 10_00000000L);
        IndicatorTape tape = new IndicatorTape();

        for (int i = 0; i < bars.size(); i++) {
            int flags = i == 1_000 ? EventPrefix.GAP_OPEN : i == 1_400 ? EventPrefix.PARTIAL : 0;
            tape.send(bars, i, i * IndicatorTape.MINUTE_NS, BarState.CLOSED, flags);
        }

        for (int i = 0; i < bars.size(); i++) {
            int gap = i >= 1_000 && i < MINUTES_OF_DAY ? EventPrefix.GAP_OPEN : 0;
            int partial = i >= 1_400 && i < 1_400 + Taint.MEMORY ? EventPrefix.PARTIAL : 0;
            assertThat(tape.flags().get(i)).as("bar %d", i).isEqualTo(gap | partial);
        }
    }

    @Test
    void shouldNotComputeBackwardsForCorrectedBarsButSaySo() {
        BarSeries bars = BarSeries.walk(7, 40, 5_000_00000000L, 10_00000000L);
        IndicatorTape tape = new IndicatorTape().send(bars);

        tape.send(bars, 39, 39 * IndicatorTape.MINUTE_NS, BarState.CORRECTED, EventPrefix.REVISED);
        tape.send(bars, 39, 40 * IndicatorTape.MINUTE_NS, BarState.IN_PROGRESS, 0);
        tape.send(bars, 39, 40 * IndicatorTape.MINUTE_NS, BarState.CLOSED, 0);

        assertThat(tape.flags()).hasSize(41);
        assertThat(tape.flags().get(40)).isEqualTo(EventPrefix.REVISED);
    }

    @Test
    void shouldGoOnFromASnapshotAtAnyBar() {
        BarSeries bars = BarSeries.walk(8, 400, 5_000_00000000L, 10_00000000L);
        IndicatorTape straight = new IndicatorTape().send(bars);
        SplittableRandom random = new SplittableRandom(9);

        IndicatorTape restored = new IndicatorTape();
        for (int i = 0; i < bars.size(); i++) {
            if (random.nextInt(3) == 0) {
                restored.restore();
            }
            restored.send(bars, i, i * IndicatorTape.MINUTE_NS, BarState.CLOSED, 0);
        }

        TaLib.of(bars).keySet().forEach(name -> assertThat(restored.of(name)).isEqualTo(straight.of(name)));
        assertThat(restored.of("vwap")).isEqualTo(straight.of("vwap"));
    }

    @Test
    void shouldNotAllocateOnceWarm() {
        BarSeries bars = BarSeries.walk(10, 20_000, 5_000_00000000L, 10_00000000L);
        IndicatorTape tape = new IndicatorTape((buffer, offset, length) -> {});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long best = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            tape.send(bars);
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(best).isZero();
    }

    private static void compareWithTaLib(BarSeries bars, IndicatorTape tape) {
        Map<String, double[]> expected = TaLib.of(bars);
        correctBands(bars, expected);
        for (Map.Entry<String, double[]> entry : expected.entrySet()) {
            double[] ours = tape.of(entry.getKey());
            double[] theirs = entry.getValue();
            double scale = entry.getKey().startsWith("stoch") ? 100 : 0; // its 0 is a difference of prices
            assertThat(ours).hasSameSizeAs(theirs);
            for (int i = 0; i < ours.length; i++) {
                assertThat(isNear(ours[i], theirs[i], Math.max(Math.abs(theirs[i]), scale)))
                        .as("%s at %d: %s, TA-Lib %s", entry.getKey(), i, ours[i], theirs[i])
                        .isTrue();
            }
        }
    }

    /** TA-Lib's bands come from sums of squares of prices: where these lost the digits, exact ones take their place. */
    private static void correctBands(BarSeries bars, Map<String, double[]> expected) {
        double[] exact = ExactDeviation.of(bars.closes(), 20);
        double[] middle = expected.get("bbMiddle");
        for (int i = 19; i < exact.length; i++) {
            correct(expected.get("bbUpper"), i, middle[i] + 2 * exact[i]);
            correct(expected.get("bbLower"), i, middle[i] - 2 * exact[i]);
        }
    }

    private static void correct(double[] theirs, int i, double exact) {
        if (!isNear(theirs[i], exact, Math.abs(exact))) {
            theirs[i] = exact;
        }
    }

    private static boolean isNear(double ours, double theirs, double scale) {
        if (Double.isNaN(ours) || Double.isNaN(theirs)) {
            return Double.isNaN(ours) && Double.isNaN(theirs);
        }
        return Math.abs(ours - theirs) <= TOLERANCE * scale;
    }

    private static double vwap(BarSeries bars, int from, int to) {
        BigInteger notional = BigInteger.ZERO;
        BigInteger volume = BigInteger.ZERO;
        for (int i = from; i <= to; i++) {
            BigInteger quantity = BigInteger.valueOf(bars.row(i)[4]);
            notional = notional.add(quantity.multiply(BigInteger.valueOf(bars.row(i)[3])));
            volume = volume.add(quantity);
        }
        return new BigDecimal(notional, 8)
                .divide(new BigDecimal(volume), MathContext.DECIMAL64)
                .doubleValue();
    }
}
