package org.millrace.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.instrument.TradingHours;
import org.millrace.codecs.sbe.BarState;
import org.millrace.codecs.sbe.BookState;
import org.millrace.codecs.sbe.FeatureDefinitionEncoder;
import org.millrace.engine.features.FeatureTape.Row;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.engine.indicators.BarSeries;
import org.millrace.engine.indicators.Taint;

class FeaturesStageTest {
    private static final long MINUTE_NS = FeatureTape.MINUTE_NS;
    private static final int MINUTES_OF_DAY = 1_440;

    @Test
    void shouldGiveAValueAtTheBarThatCompletesItsWindowAndNoneBefore() {
        FeatureTape tape = standard();

        send(tape, walk(60), 0, 60);

        Map<Integer, List<String>> begins = new TreeMap<>();
        tape.columns(1).forEach((name, values) -> begins.computeIfAbsent(first(values), first -> new ArrayList<>())
                .add(name));
        begins.values().forEach(names -> names.sort(null));
        assertThat(begins)
                .isEqualTo(Map.of(
                        0,
                                List.of(
                                        "book_imbalance",
                                        "day_of_week",
                                        "high_low_ratio",
                                        "hour",
                                        "market_open",
                                        "spread",
                                        "trade_imbalance",
                                        "volume_price_trend"),
                        1, List.of("log_returns_1", "returns_1", "volume_change"),
                        5, List.of("momentum_5", "returns_5", "volatility_5", "volume_momentum"),
                        10, List.of("momentum_10", "returns_10", "volatility_10"),
                        14, List.of("atr_ratio", "rsi_zone"),
                        19,
                                List.of(
                                        "bb_position",
                                        "high_low_ratio_mean_20",
                                        "rolling_max_20",
                                        "rolling_mean_20",
                                        "rolling_min_20",
                                        "rolling_std_20",
                                        "sma_distance_20",
                                        "sma_side_20",
                                        "volume_ratio_20"),
                        20, List.of("correlation_20", "volatility_20"),
                        34, List.of("macd_crossover"),
                        38, List.of("bb_squeeze"),
                        49, List.of("sma_distance_50", "sma_side_50")));
    }

    @Test
    void shouldComputeOnlyWhatHasHappened() {
        BarSeries known = walk(200);
        BarSeries other = BarSeries.walk(77, 200, 50_000, 90);
        FeatureTape straight = send(standard(), known, 0, 200);

        for (int cut = 1; cut < 200; cut += 13) {
            FeatureTape otherwise = send(send(standard(), known, 0, cut), other, cut, 200);

            assertThat(text(otherwise.rows().subList(0, 2 * cut)))
                    .isEqualTo(text(straight.rows().subList(0, 2 * cut)));
            assertThat(text(otherwise.rows())).isNotEqualTo(text(straight.rows()));
        }
    }

    @Test
    void shouldPairReturnsOnceBothBarsHaveClosed() {
        BarSeries bars = walk(60);
        FeatureTape before = correlating();
        FeatureTape behind = correlating();

        for (int i = 0; i < 60; i++) {
            before.bar(2, i * MINUTE_NS, bars.row(59 - i)).bar(1, i * MINUTE_NS, bars.row(i));
            behind.bar(1, i * MINUTE_NS, bars.row(i)).bar(2, i * MINUTE_NS, bars.row(59 - i));
        }

        double[] now = before.columns(1).get("correlation_5");
        double[] later = behind.columns(1).get("correlation_5");
        assertThat(first(now)).isEqualTo(5);
        assertThat(Arrays.copyOfRange(later, 1, 60)).isEqualTo(Arrays.copyOf(now, 59));
        assertThat(before.columns(2).get("correlation_5")[30]).isEqualTo(1);
    }

    @Test
    void shouldLeaveOutBarsThatTheBenchmarkHasNot() {
        BarSeries bars = walk(60);
        FeatureTape tape = correlating();
        FeatureTape without = correlating();

        for (int i = 0; i < 60; i++) {
            boolean isThere = i % 7 != 3;
            tape.bar(2, i * MINUTE_NS, isThere ? bars.row(59 - i) : bars.row(0));
            if (isThere) {
                without.bar(2, i * MINUTE_NS, bars.row(59 - i));
            }
            tape.bar(1, i * MINUTE_NS, bars.row(i));
            without.bar(1, i * MINUTE_NS, bars.row(i));
        }

        double[] values = without.columns(1).get("correlation_5");
        assertThat(first(values)).isEqualTo(6); // the fourth bar of both is missing
        assertThat(values[3]).isNaN();
        assertThat(values[10]).isEqualTo(values[9]); // no pair came
        assertThat(tape.columns(1).get("correlation_5")[10]).isNotEqualTo(values[10]);
    }

    @Test
    void shouldGoOnWhereItIsToldTheSameSetAndBeginAnewWithAnother() {
        BarSeries bars = walk(40);
        FeatureSetSettings set = StandardSet.of("returns_5");
        FeatureTape tape = new FeatureTape().instrument(1, TradingHours.ALWAYS).declare(set);

        send(tape, bars, 0, 10);
        send(tape.declare(set), bars, 10, 12);
        send(
                tape.declare(new FeatureSetSettings(1, "some", 2, set.timeframes(), set.benchmark(), set.features())),
                bars,
                12,
                18);
        send(tape.message(StandardSet.end(1)), bars, 18, 20);

        List<Row> rows = tape.rows(1);
        assertThat(rows.stream().map(Row::version).toList())
                .isEqualTo(
                        IntStream.range(0, 18).map(i -> i < 12 ? 1 : 2).boxed().toList());
        assertThat(IntStream.range(0, 18)
                        .filter(i -> !Double.isNaN(rows.get(i).values()[0]))
                        .toArray())
                .containsExactly(5, 6, 7, 8, 9, 10, 11, 17);
        assertThat(tape.setIds()).isEmpty();
    }

    @Test
    void shouldKeepSetsApartAndTellOfEachInTheOrderOfTheirDeclaration() {
        FeatureTape tape = new FeatureTape()
                .instrument(1, TradingHours.ALWAYS)
                .declare(new FeatureSetSettings(7, "one", 1, List.of("1m", "1h"), "", List.of("momentum_1")))
                .declare(new FeatureSetSettings(3, "two", 4, List.of("1m"), "", List.of("hour")))
                .declare(new FeatureSetSettings(4, "hourly", 1, List.of("1h"), "", List.of("hour")));

        tape.bar(1, 0, 100, 100, 100, 100, 1).bar(1, MINUTE_NS, 100, 400, 100, 400, 1);

        assertThat(text(tape.rows()))
                .containsExactly("7.1 at 0 [NaN]", "3.4 at 0 [0.0]", "7.1 at 1 [3.0]", "3.4 at 1 [0.0]");
        assertThat(tape.setIds()).containsExactly(7, 3, 4);
    }

    @Test
    void shouldLeaveOutASetOfFeaturesThatItDoesNotKnow() {
        FeatureTape tape = new FeatureTape().instrument(1, TradingHours.ALWAYS);
        byte[] message = StandardSet.messages(StandardSet.of("hour"), 0).get(0);
        new FeatureDefinitionEncoder().wrap(new UnsafeBuffer(message), 8).feature("of_another_version");

        tape.message(message).bar(1, 0, 1, 1, 1, 1, 1);

        assertThat(tape.rows()).isEmpty();
        assertThat(tape.definitions()).containsExactly("1 of_another_version");
    }

    @Test
    void shouldTakeTheVenuesBarsUntilThereAreOwnOnes() {
        FeatureTape tape = new FeatureTape().instrument(1, TradingHours.ALWAYS).declare(StandardSet.of("momentum_1"));

        tape.venueBar(1, 0, 100, 100, 100, 100, 1)
                .venueBar(1, MINUTE_NS, 100, 300, 100, 300, 1)
                .venueBar(1, MINUTE_NS, 100, 900, 100, 900, 1) // told of again
                .bar(1, 2 * MINUTE_NS, 100, 400, 100, 400, 1)
                .venueBar(1, 2 * MINUTE_NS, 100, 900, 100, 900, 1)
                .bar(1, 3 * MINUTE_NS, 100, 900, 100, 900, 1);

        assertThat(text(tape.rows()))
                .containsExactly("1.1 at 0 [NaN]", "1.1 at 1 [2.0]", "1.1 at 2 [NaN]", "1.1 at 3 [5.0]");
    }

    @Test
    void shouldCarryQualityBitsAsLongAsAValueRestsOnTheBar() {
        assertThat(taintedBars("momentum_10", "hour")).containsExactly(range(1_000, 1_011));
        assertThat(taintedBars("volume_ratio_20")).containsExactly(range(1_000, 1_020));
        assertThat(taintedBars("rsi_zone")).containsExactly(range(1_000, 1_000 + Taint.MEMORY));
        assertThat(taintedBars("volume_price_trend")).containsExactly(range(1_000, MINUTES_OF_DAY));
    }

    @Test
    void shouldCarryTheBitsOfTheBenchmarksBarsAndOfCorrections() {
        BarSeries bars = walk(40);
        FeatureTape tape = correlating();

        for (int i = 0; i < 40; i++) {
            tape.bar(2, i * MINUTE_NS, BarState.CLOSED, i == 10 ? EventPrefix.PARTIAL : 0, bars.row(39 - i));
            tape.bar(1, i * MINUTE_NS, bars.row(i));
            if (i == 20) {
                tape.bar(1, i * MINUTE_NS, BarState.CORRECTED, EventPrefix.REVISED, bars.row(0));
            }
        }

        List<Row> rows = tape.rows(1);
        assertThat(rows).hasSize(40);
        assertThat(bars(rows, EventPrefix.PARTIAL)).containsExactly(range(10, 16));
        assertThat(bars(rows, EventPrefix.REVISED)).containsExactly(range(21, 26));
    }

    @Test
    void shouldGoOnFromASnapshotAtAnyEvent() {
        BarSeries bars = walk(300);
        FeatureTape straight = send(standard(), bars, 0, 300);
        FeatureTape restored = standard();
        SplittableRandom random = new SplittableRandom(5);

        for (int i = 0; i < 300; i++) {
            if (random.nextInt(3) == 0) {
                restored.restore();
            }
            send(restored, bars, i, i + 1);
        }

        assertThat(text(restored.rows())).isEqualTo(text(straight.rows()));
        assertThat(restored.setIds()).isEqualTo(straight.setIds());
    }

    @Test
    void shouldTakeASetWholeThoughASnapshotCameBetweenItsFeatures() {
        FeatureTape tape = new FeatureTape().instrument(1, TradingHours.ALWAYS);
        List<byte[]> messages = StandardSet.messages(StandardSet.of("hour", "momentum_1"), 0);

        tape.message(messages.get(0)).restore().message(messages.get(1)).bar(1, 0, 1, 1, 1, 1, 1);

        assertThat(text(tape.rows())).containsExactly("1.1 at 0 [0.0, NaN]");
    }

    @Test
    void shouldTellOfItsSetsAgainBehindASnapshot() {
        FeatureTape tape = new FeatureTape().declare(StandardSet.of("hour", "momentum_1"));

        tape.marker();

        assertThat(tape.definitions()).containsExactly("1 hour", "1 momentum_1", "1 hour", "1 momentum_1");
    }

    @Test
    void shouldNotAllocateOnceWarm() {
        BarSeries bars = walk(20_000);
        FeatureTape tape = new FeatureTape((buffer, offset, length) -> {})
                .instrument(1, TradingHours.NEW_YORK)
                .instrument(2, TradingHours.ALWAYS)
                .declare(StandardSet.on("1m"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long best = Long.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < bars.size(); i++) {
                tape.bar(1, (round * 20_000L + i) * MINUTE_NS, BarState.CLOSED, 0, bars.row(i));
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(best).isZero();
    }

    private static BarSeries walk(int bars) {
        return BarSeries.walk(11, bars, 50_000, 90);
    }

    private static FeatureTape standard() {
        return new FeatureTape()
                .exponents(-2, -5)
                .instrument(1, TradingHours.NEW_YORK)
                .instrument(2, TradingHours.ALWAYS)
                .declare(StandardSet.on("1m"));
    }

    private static FeatureTape correlating() {
        return new FeatureTape()
                .instrument(1, TradingHours.ALWAYS)
                .instrument(2, TradingHours.ALWAYS)
                .declare(StandardSet.of("correlation_5"));
    }

    /** Sends bars of both instruments, each minute with a top of the book. */
    private static FeatureTape send(FeatureTape tape, BarSeries bars, int from, int to) {
        for (int i = from; i < to; i++) {
            long[] row = bars.row(i);
            tape.top(1, i * MINUTE_NS + 1, BookState.LIVE, row[2], row[1] + 1, 0.1);
            tape.bar(2, i * MINUTE_NS, row[3], 2 * row[1] + i % 3, row[2], row[1] + i % 3, row[4]);
            tape.bar(1, i * MINUTE_NS, row);
        }
        return tape;
    }

    /** Returns which bars of two days carry the bit of the thousandth. */
    private static int[] taintedBars(String... features) {
        BarSeries bars = walk(2 * MINUTES_OF_DAY);
        FeatureTape tape = new FeatureTape().instrument(1, TradingHours.ALWAYS).declare(StandardSet.of(features));
        for (int i = 0; i < bars.size(); i++) {
            tape.bar(1, i * MINUTE_NS, BarState.CLOSED, i == 1_000 ? EventPrefix.GAP_OPEN : 0, bars.row(i));
        }
        return bars(tape.rows(), EventPrefix.GAP_OPEN);
    }

    private static int[] bars(List<Row> rows, int flag) {
        return IntStream.range(0, rows.size())
                .filter(i -> (rows.get(i).flags() & flag) != 0)
                .toArray();
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static int first(double[] values) {
        return IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .findFirst()
                .orElse(-1);
    }

    private static List<String> text(List<Row> rows) {
        return rows.stream()
                .map(row -> row.setId() + "." + row.version() + " at " + row.startTime() / MINUTE_NS + " "
                        + Arrays.toString(row.values()))
                .toList();
    }
}
