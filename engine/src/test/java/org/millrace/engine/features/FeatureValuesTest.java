package org.millrace.engine.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.BookState;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.engine.indicators.BarSeries;

class FeatureValuesTest {
    private static final String CAPTURES = System.getProperty("millrace.captures", "");
    private static final double TOLERANCE = 1e-9;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long START_NS = 1_767_969_000_000_000_000L; // as in reference.py

    /** Besides the top of the book, which is tested below. */
    @Test
    void shouldEqualWhatNumPyMakesOfTheSameBars() throws IOException {
        List<long[]> bars = lines("bars.csv").map(FeatureValuesTest::longs).toList();
        Map<String, double[]> expected = expected();
        FeatureTape tape = new FeatureTape()
                .instrument(1, TradingHours.NEW_YORK)
                .instrument(2, TradingHours.ALWAYS)
                .declare(StandardSet.on("1m"));

        for (int i = 0; i < bars.size(); i++) {
            long start = START_NS + i * FeatureTape.MINUTE_NS;
            tape.bar(2, start, Arrays.copyOfRange(bars.get(i), 6, 12));
            tape.bar(1, start, Arrays.copyOf(bars.get(i), 6));
        }

        Map<String, double[]> ours = new TreeMap<>(tape.columns(1));
        ours.keySet().removeAll(List.of("book_imbalance", "spread"));
        assertThat(ours.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertNear(name, ours.get(name), values));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aapl_1d_2013",
                "binance_btcbusd_1m_trade_20221213",
                "coinbase_btcusd_1d_trade",
                "coinbase_btcusd_1m_trade_20180404",
                "coinbase_btcusd_1s_trade_20161007",
                "coinbase_ethusd_1m_trade_20170903",
                "spy_1d_20130222",
                "yahoo_EA_15m",
                "yahoo_HSBK-IL_1d"
            })
    void shouldEqualPlainFormulasAndTaLibOnRealBars(String name) throws IOException {
        assumeTrue(!CAPTURES.isEmpty(), "no recorded data: set -Dmillrace.captures");
        BarSeries bars = BarSeries.ofCsv(Path.of(CAPTURES, "bars", name + ".csv.gz"), -8, -8);
        FeatureTape tape = new FeatureTape()
                .exponents(-8, -8)
                .instrument(1, TradingHours.ALWAYS)
                .declare(StandardSet.on("1m"));

        for (int i = 0; i < bars.size(); i++) {
            tape.bar(1, i * FeatureTape.MINUTE_NS, bars.row(i));
        }

        Map<String, double[]> ours = tape.columns(1);
        PlainFeatures.of(bars).forEach((feature, values) -> assertNear(feature, ours.get(feature), values));
    }

    @ParameterizedTest
    @CsvSource({
        "log_returns, 1",
        "high_low_ratio_mean, 20",
        "volume_momentum, 5",
        "volume_ratio, 20",
        "sma_distance, 20",
        "sma_side, 20",
        "rolling_mean, 20",
        "rolling_std, 20",
        "rolling_min, 20",
        "rolling_max, 20",
        "correlation, 20"
    })
    void shouldTakeTheUsualWindowWhereANameTellsNone(String name, int window) throws IOException {
        String other = name + "_" + window;
        FeatureTape tape = new FeatureTape()
                .instrument(1, TradingHours.ALWAYS)
                .instrument(2, TradingHours.ALWAYS)
                .declare(StandardSet.of(name, other));
        List<long[]> bars = lines("bars.csv").map(FeatureValuesTest::longs).toList();

        for (int i = 0; i < 60; i++) {
            tape.bar(2, i * FeatureTape.MINUTE_NS, Arrays.copyOfRange(bars.get(i), 6, 12));
            tape.bar(1, i * FeatureTape.MINUTE_NS, Arrays.copyOf(bars.get(i), 6));
        }

        Map<String, double[]> columns = tape.columns(1);
        assertThat(columns.get(name)).containsExactly(columns.get(other));
        assertThat(Arrays.stream(columns.get(name)).filter(value -> !Double.isNaN(value)))
                .hasSizeGreaterThanOrEqualTo(39);
    }

    @Test
    void shouldTakeTheNewestLiveTopAtOrBeforeTheEnd() {
        FeatureTape tape = new FeatureTape()
                .instrument(1, TradingHours.ALWAYS)
                .declare(StandardSet.of("book_imbalance", "spread"));
        long end = FeatureTape.MINUTE_NS;

        tape.top(1, end - 5, BookState.LIVE, 9_900, 10_100, 0.5)
                .top(1, end, BookState.LIVE, 9_990, 10_010, 0.25)
                .top(1, end + 1, BookState.LIVE, 9_999, 10_001, -1);
        tape.bar(1, 0, 1, 1, 1, 1, 1); // told of after its end
        tape.top(1, 2 * end - 7, BookState.STALE, 9_999, 10_001, 0.75);
        tape.bar(1, end, 1, 1, 1, 1, 1);
        tape.top(1, 3 * end, BookState.LIVE, 0, 10_001, -1); // half a book
        tape.bar(1, 2 * end, 1, 1, 1, 1, 1);
        for (int second = 1; second <= BookTops.KEPT; second++) {
            tape.top(1, 5 * end + second * SECOND_NS, BookState.LIVE, 9_990, 10_010, 1);
        }
        tape.bar(1, 3 * end, 1, 1, 1, 1, 1); // told of too late

        assertThat(tape.columns(1).get("book_imbalance")).containsExactly(0.25, Double.NaN, -1, Double.NaN);
        assertThat(tape.columns(1).get("spread")).containsExactly(0.2 / 100, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void shouldNotHaveATopWhoseTimeIsAheadHideThoseThatCome() {
        FeatureTape tape = new FeatureTape()
                .instrument(1, TradingHours.ALWAYS)
                .declare(StandardSet.of("book_imbalance", "spread"));
        long end = FeatureTape.MINUTE_NS;

        tape.top(1, end - 3 * SECOND_NS, BookState.LIVE, 9_990, 10_010, 0.25)
                .top(1, end + 300 * SECOND_NS, BookState.LIVE, 9_900, 10_100, 1);
        tape.bar(1, 0, 1, 1, 1, 1, 1);
        tape.top(1, 2 * end - SECOND_NS, BookState.LIVE, 9_980, 10_020, -0.5);
        tape.bar(1, end, 1, 1, 1, 1, 1);
        tape.bar(1, 6 * end, 1, 1, 1, 1, 1); // behind the time that was claimed

        assertThat(tape.columns(1).get("book_imbalance")).containsExactly(0.25, -0.5, -0.5);
        assertThat(tape.columns(1).get("spread")).containsExactly(0.2 / 100, 0.4 / 100, 0.4 / 100);
    }

    @Test
    void shouldForgetAllTopsOfAClockThatWasAhead() {
        FeatureTape tape =
                new FeatureTape().instrument(1, TradingHours.ALWAYS).declare(StandardSet.of("book_imbalance"));
        long end = FeatureTape.MINUTE_NS;

        for (int second = 0; second < 2 * BookTops.KEPT; second++) {
            tape.top(1, 5 * end + second * SECOND_NS, BookState.LIVE, 9_990, 10_010, 1);
        }
        tape.bar(1, 0, 1, 1, 1, 1, 1);
        tape.top(1, 2 * end, BookState.LIVE, 9_990, 10_010, 0.5).bar(1, end, 1, 1, 1, 1, 1);
        for (int second = 1; second <= BookTops.KEPT; second++) {
            tape.top(1, 2 * end + second * SECOND_NS, BookState.LIVE, 9_990, 10_010, -second);
        }
        tape.bar(1, 2 * end, 1, 1, 1, 1, 1);

        assertThat(tape.columns(1).get("book_imbalance")).containsExactly(Double.NaN, 0.5, -60);
    }

    @Test
    void shouldKnowTheClockAndTheMarketsHoursAtABarsEnd() {
        FeatureTape tape = new FeatureTape()
                .instrument(1, TradingHours.NEW_YORK)
                .instrument(2, TradingHours.ISTANBUL)
                .declare(StandardSet.of("hour", "day_of_week", "market_open"));
        long friday = START_NS / (1_440 * FeatureTape.MINUTE_NS) * 1_440 * FeatureTape.MINUTE_NS;

        for (int minute : new int[] {6 * 60 + 58, 14 * 60 + 28, 14 * 60 + 29, 20 * 60 + 58, 20 * 60 + 59, 1_439}) {
            long start = friday + minute * FeatureTape.MINUTE_NS;
            tape.bar(1, start, 1, 1, 1, 1, 1).bar(2, start, 1, 1, 1, 1, 1);
        }
        tape.bar(2, friday + (7 * 60 - 1) * FeatureTape.MINUTE_NS, 1, 1, 1, 1, 1);

        assertThat(tape.columns(1).get("hour")).containsExactly(6, 14, 14, 20, 21, 0);
        assertThat(tape.columns(1).get("day_of_week")).containsExactly(4, 4, 4, 4, 4, 5);
        assertThat(tape.columns(1).get("market_open")).containsExactly(0, 0, 1, 1, 0, 0);
        assertThat(tape.columns(2).get("market_open")).containsExactly(0, 1, 1, 0, 0, 0, 1);
    }

    @Test
    void shouldNotGuessWhereItWouldDivideByNothing() {
        FeatureTape tape = new FeatureTape()
                .exponents(-2, 0)
                .instrument(1, TradingHours.ALWAYS)
                .declare(StandardSet.of("volume_change", "volume_ratio_2", "trade_imbalance", "sma_side_3"));

        tape.bar(1, 0, 7, 7, 7, 7, 0)
                .bar(1, FeatureTape.MINUTE_NS, 7, 7, 7, 7, 0)
                .bar(1, 2 * FeatureTape.MINUTE_NS, 7, 7, 7, 7, 4, 3);
        tape.instrument(2, TradingHours.ALWAYS).venueBar(2, 0, 7, 7, 7, 7, 4); // a venue that tells no sides

        assertThat(tape.columns(1).get("volume_change")).containsExactly(Double.NaN, Double.NaN, Double.NaN);
        assertThat(tape.columns(1).get("volume_ratio_2")).containsExactly(Double.NaN, Double.NaN, 2);
        assertThat(tape.columns(1).get("trade_imbalance")).containsExactly(Double.NaN, Double.NaN, 0.5);
        assertThat(tape.columns(1).get("sma_side_3")).containsExactly(Double.NaN, Double.NaN, 0);
        assertThat(tape.columns(2).get("trade_imbalance")).containsExactly(Double.NaN);
    }

    static void assertNear(String name, double[] ours, double[] theirs) {
        assertThat(ours).as(name).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            if (Double.isNaN(theirs[i])) {
                assertThat(ours[i]).as("%s at %d", name, i).isNaN();
            } else {
                double scale = Math.max(1, Math.abs(theirs[i]));
                assertThat(ours[i]).as("%s at %d", name, i).isEqualTo(theirs[i], within(TOLERANCE * scale));
            }
        }
    }

    private static Map<String, double[]> expected() throws IOException {
        List<String> names =
                List.of(read("expected.csv").lines().findFirst().orElseThrow().split(",", -1));
        List<String[]> rows =
                lines("expected.csv").map(line -> line.split(",", -1)).toList();
        Map<String, double[]> columns = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            columns.put(
                    names.get(i),
                    rows.stream()
                            .mapToDouble(row -> Double.parseDouble(row[column]))
                            .toArray());
        }
        return columns;
    }

    private static long[] longs(String line) {
        return Stream.of(line.split(",", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static Stream<String> lines(String name) throws IOException {
        return read(name).lines().skip(1);
    }

    private static String read(String name) throws IOException {
        try (InputStream in = FeatureValuesTest.class.getResourceAsStream("/features/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
