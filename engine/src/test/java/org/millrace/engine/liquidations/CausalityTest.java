package org.millrace.engine.liquidations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.LiquidationOutcomeDecoder;
import org.millrace.codecs.sbe.Setting;
import org.millrace.engine.liquidations.features.Vectors;
import org.millrace.feeds.venue.MetricId;

/** What must hold whatever the numbers are: nothing looks ahead, and the way by which metrics come changes nothing. */
class CausalityTest {
    private static final int HOURS = 1_600;

    @Test
    void shouldMakeOfAPrefixThePrefixOfWhatItMakesOfAll() {
        List<Map<String, String>> rows = hours(1, HOURS);
        List<String> whole = new LiquidationTape().live(rows, 0, HOURS).bodies();

        for (int length : new int[] {1, 63, 64, 700, 1_100, 1_500}) {
            List<String> part = new LiquidationTape().live(rows, 0, length).bodies();
            assertThat(part).isEqualTo(whole.subList(0, part.size()));
        }
    }

    @Test
    void shouldGoOnFromASnapshotAtAnyHour() {
        List<Map<String, String>> rows = hours(2, HOURS);
        SplittableRandom random = new SplittableRandom(3);
        LiquidationTape straight = new LiquidationTape().live(rows, 0, HOURS);

        LiquidationTape restored = new LiquidationTape();
        for (int hour = 0; hour < HOURS; hour++) {
            if (random.nextInt(20) == 0) {
                restored.restore();
            }
            restored.live(rows, hour, hour + 1);
        }

        assertThat(restored.derived()).isEqualTo(straight.derived());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 1 2 3", "3 2 1 0", "2 0 3 1", "hours"})
    void shouldMakeTheSameOfAPastHoweverItComes(String order) {
        List<Map<String, String>> rows = hours(4, HOURS);
        List<String> live =
                new LiquidationTape().start(HOURS, 0).live(rows, 0, HOURS).bodies();
        LiquidationTape tape = new LiquidationTape().start(HOURS, 0).tick(HOURS, 20);

        if (order.equals("hours")) {
            for (int hour = 0; hour < HOURS; hour++) {
                send(tape, rows, hour, new int[] {0, 1, 2, 3});
            }
        } else {
            for (String series : order.split(" ", -1)) {
                for (int hour = 0; hour < HOURS; hour++) {
                    send(tape, rows, hour, new int[] {Integer.parseInt(series)});
                }
            }
        }
        for (int minutes = 25; minutes < 65; minutes++) {
            tape.tick(HOURS, minutes); // a hole is waited for, then so many hours a tick are made up for
        }

        List<String> told = tape.bodies();
        assertThat(told).hasSameSizeAs(live);
        for (int i = 0; i < live.size(); i++) {
            assertThat(told.get(i)).as("output %d", i).isEqualTo(live.get(i));
        }
    }

    @Test
    void shouldTurnRoundWhereSidesAreSwapped() {
        List<Map<String, String>> rows = hours(5, HOURS);
        List<Map<String, String>> swapped =
                rows.stream().map(CausalityTest::swap).toList();

        List<LiquidationFeaturesDecoder> one =
                new LiquidationTape().live(rows, 0, HOURS).features();
        List<LiquidationFeaturesDecoder> other =
                new LiquidationTape().live(swapped, 0, HOURS).features();

        for (int hour = 0; hour < HOURS; hour++) {
            LiquidationFeaturesDecoder of = one.get(hour);
            assertThat(other.get(hour).diffLsCwtKf()).isEqualTo(-of.diffLsCwtKf());
            assertThat(other.get(hour).diffLsSmooth()).isEqualTo(-of.diffLsSmooth());
            assertThat(other.get(hour).corrCase().name())
                    .isEqualTo(swap(of.corrCase().name()));
        }
    }

    @Test
    void shouldStayWithinItsRangesAndNameSignalsByTheirLevels() {
        List<LiquidationFeaturesDecoder> rows =
                new LiquidationTape().live(hours(6, 4_000), 0, 4_000).features();

        for (LiquidationFeaturesDecoder row : rows) {
            assertThat(row.riskPriorityNumber()).isBetween(0.0, 1.0);
            assertThat((int) row.binIndex()).isBetween(0, 8);
            int level = row.signalL3() != 0 ? 3 : row.signalL2() != 0 ? 2 : row.signalL1() != 0 ? 1 : 0;
            int sign = row.signalL3() != 0 ? row.signalL3() : row.signalL2() != 0 ? row.signalL2() : row.signalL1();
            String name = List.of("NEUTRAL", "WEAK_", "", "STRONG_").get(level)
                    + (level == 0 ? "" : sign > 0 ? "BUY" : "SELL");
            assertThat(row.signalClass().name()).isEqualTo(name);
        }
        assertThat(rows.stream().map(row -> row.signalClass().name()).distinct())
                .hasSizeGreaterThan(3);
    }

    @Test
    void shouldBeginARunOfItsOwnWhereTheRiskIsToBeSomethingElse() {
        List<Map<String, String>> rows = hours(7, HOURS);
        List<LiquidationFeaturesDecoder> ratios = new LiquidationTape()
                .set(Setting.LIQUIDATIONS_SOURCE, 1)
                .live(rows, 0, HOURS)
                .features();
        LiquidationTape tape = new LiquidationTape().live(rows, 0, HOURS).clear();

        tape.tick(HOURS, 20).set(Setting.LIQUIDATIONS_SOURCE, 1).set(Setting.LIQUIDATIONS_SOURCE, 1);
        for (int minutes = 21; minutes < 60; minutes++) {
            tape.tick(HOURS, minutes);
        }

        assertThat(tape.features()).hasSize(HOURS);
        for (int hour = 0; hour < HOURS; hour++) {
            LiquidationFeaturesDecoder of = tape.features().get(hour);
            double total = of.fllCwtKf() + of.fslCwtKf();
            assertThat(of.riskPriorityNumber()).isEqualTo(of.fllCwtKf() / total, within(1e-9));
            assertThat(of.runId())
                    .isEqualTo(LiquidationTape.START_NS
                            + HOURS * LiquidationTape.HOUR_NS
                            + 20 * LiquidationTape.MINUTE_NS);
            assertThat(of.binIndex()).isEqualTo(ratios.get(hour).binIndex());
            assertThat(of.signalClass()).isEqualTo(ratios.get(hour).signalClass());
        }
    }

    @Test
    void shouldTellReturnsFromAnHourBehindTheSignalWhereItIsSetSo() {
        List<Map<String, String>> rows = hours(8, HOURS);
        LiquidationTape tape =
                new LiquidationTape().set(Setting.LIQUIDATIONS_ENTRY_LAG, 2).live(rows, 0, HOURS);
        List<LiquidationFeaturesDecoder> features = tape.features();

        assertThat(tape.outcomes()).isNotEmpty();
        for (LiquidationOutcomeDecoder outcome : tape.outcomes()) {
            int hour = LiquidationTape.hourOf(outcome.startTime());
            double entry = features.get(hour + 2).price();
            double exit = features.get(hour + 2 + outcome.horizonHours()).price();
            assertThat(outcome.signalClass()).isEqualTo(features.get(hour).signalClass());
            assertThat(List.of(outcome.entryPrice(), outcome.exitPrice())).containsExactly(entry, exit);
            assertThat(outcome.returnPercent()).isEqualTo((exit - entry) / entry * 100);
            assertThat(outcome.prefix().eventTime())
                    .isEqualTo(features.get(hour + 2 + outcome.horizonHours())
                            .prefix()
                            .eventTime());
        }
    }

    @Test
    void shouldNotAllocateOnceAnAssetIsKnown() {
        int hours = 12_000;
        long[] ids = LiquidationTape.SERIES.stream().mapToLong(MetricId::of).toArray();
        LiquidationTape tape = new LiquidationTape((buffer, offset, length) -> {});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SplittableRandom random = new SplittableRandom(9);
        int hour = 0;
        long least = Long.MAX_VALUE;

        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int end = hour + hours / 10; hour < end; hour++) {
                double longs = random.nextDouble() * 20;
                double shorts = random.nextDouble() * 20;
                tape.tick(hour + 1, 1);
                tape.metric(ids[0], hour, 40_000 + random.nextDouble(), 0);
                tape.metric(ids[1], hour, longs / (longs + shorts), 0);
                tape.metric(ids[2], hour, longs, 0);
                tape.metric(ids[3], hour, shorts, 0);
                tape.tick(hour + 1, 10);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
    }

    private static void send(LiquidationTape tape, List<Map<String, String>> rows, int hour, int[] series) {
        String[] columns = {"price", "lld", "fll", "fsl"};
        for (int one : series) {
            String cell = rows.get(hour).get(columns[one]);
            tape.metric(LiquidationTape.SERIES.get(one), hour, Vectors.number(cell));
        }
    }

    /** Returns hours of random liquidations that come in waves, some with holes. */
    private static List<Map<String, String>> hours(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, String>> rows = new ArrayList<>();
        double price = 40_000;
        for (int hour = 0; hour < count; hour++) {
            double wave = StrictMath.sin(hour / 40.0) + 0.5 * StrictMath.sin(hour / 17.0);
            long longs = Math.round(1_000_000 * StrictMath.exp(2 + wave + 3 * random.nextDouble()));
            long shorts = Math.round(1_000_000 * StrictMath.exp(2 - wave + 3 * random.nextDouble()));
            price *= 1 + (random.nextDouble() - 0.5) / 100;
            boolean hasVolumes = hour == 0 || random.nextInt(100) > 0;
            Map<String, String> row = new LinkedHashMap<>();
            row.put("price", hour == 0 || random.nextInt(150) > 0 ? "" + Math.round(price) : "");
            row.put("lld", hasVolumes ? "" + Math.rint(1e6 * longs / (longs + shorts)) / 1e6 : "");
            row.put("fll", hasVolumes ? "" + longs / 1e6 : "");
            row.put("fsl", hasVolumes ? "" + shorts / 1e6 : "");
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, String> swap(Map<String, String> row) {
        Map<String, String> swapped = new LinkedHashMap<>(row);
        swapped.put("fll", row.get("fsl"));
        swapped.put("fsl", row.get("fll"));
        swapped.put("lld", row.get("lld").isEmpty() ? "" : "" + (1 - Vectors.number(row.get("lld"))));
        return swapped;
    }

    /** Swaps what is said of longs with what is said of shorts. */
    private static String swap(String moves) {
        if (moves.equals("NONE")) {
            return moves;
        }
        return "L" + moves.charAt(3) + "S" + moves.charAt(1) + (moves.charAt(4) == 'L' ? 'S' : 'L');
    }
}
