package org.millrace.engine.liquidations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.BooleanType;
import org.millrace.codecs.sbe.LiquidationBinsDecoder;
import org.millrace.codecs.sbe.LiquidationFeaturesDecoder;
import org.millrace.codecs.sbe.LiquidationOutcomeDecoder;
import org.millrace.codecs.sbe.SignalClass;
import org.millrace.engine.liquidations.features.Vectors;

/** The stage beside an implementation that others wrote, on the same 2,048 hours. */
class ReferenceVectorsTest {
    private static final double TOLERANCE = 1e-9;

    /** Steps on the way, which are not published; they are compared where they are computed. */
    private static final Set<String> INNER = Set.of("idx", "lld_cwt", "fll_cwt", "fsl_cwt", "diff_beta_8");

    @Test
    void shouldEqualTheReferenceInEveryColumnOfEveryHour() {
        List<Map<String, String>> expected = Vectors.rows("online_2048");
        List<Map<String, String>> input = Vectors.rows("input");

        List<LiquidationFeaturesDecoder> features =
                new LiquidationTape().live(input, 0, input.size()).features();

        assertThat(features).hasSize(expected.size());
        for (int hour = 0; hour < expected.size(); hour++) {
            compare(hour, expected.get(hour), features.get(hour));
            assertThat(features.get(hour).price())
                    .isEqualTo(Vectors.number(input.get(hour).get("price")));
        }
    }

    @Test
    void shouldFitTheClustersOfTheReferenceBeforeTheHoursThatTheyServe() {
        List<Map<String, String>> input = Vectors.rows("input");
        List<Map<String, String>> expected = Vectors.rows("bin_models");

        LiquidationTape tape = new LiquidationTape().live(input, 0, input.size());

        assertThat(tape.bins()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            Map<String, String> row = expected.get(i);
            LiquidationBinsDecoder bins = tape.bins().get(i);
            int hour = Integer.parseInt(row.get("fit_idx"));
            assertThat(List.of(LiquidationTape.hourOf(bins.fitTime()), bins.binModelId(), bins.historyCount()))
                    .containsExactly(hour, i + 1, hour);
            assertThat(centres(bins)).containsExactly(numbers(row, "c", 9), within(TOLERANCE));
            assertThat(tape.features().get(hour - 1).binModelId()).isEqualTo(i);
            assertThat(tape.features().get(hour).binModelId()).isEqualTo(i + 1);
        }
    }

    @Test
    void shouldTellOutcomesThatComeToTheReferencesPerformance() {
        List<Map<String, String>> input = Vectors.rows("input");

        List<LiquidationOutcomeDecoder> outcomes =
                new LiquidationTape().live(input, 0, input.size()).outcomes();

        for (Map<String, String> row : Vectors.rows("performance")) {
            for (int horizon : new int[] {1, 6, 24}) {
                double[] returns = outcomes.stream()
                        .filter(of -> of.horizonHours() == horizon)
                        .filter(of -> nameOf(of.signalClass()).equals(row.get("signal_class")))
                        .mapToDouble(LiquidationOutcomeDecoder::returnPercent)
                        .toArray();
                compare(row, horizon, returns);
            }
        }
    }

    private static void compare(Map<String, String> row, int horizon, double[] returns) {
        DoubleSummaryStatistics all = Arrays.stream(returns).summaryStatistics();
        double squares = Arrays.stream(returns)
                .map(each -> (each - all.getAverage()) * (each - all.getAverage()))
                .sum();
        int sign = row.get("signal_class").contains("Buy") ? 1 : -1;
        double wins = Arrays.stream(returns).filter(each -> sign * each > 0).count();
        String end = "_" + horizon + "h";

        assertThat(all.getAverage()).isEqualTo(Vectors.number(row.get("avg_return" + end)), within(TOLERANCE));
        assertThat(wins / returns.length).isEqualTo(Vectors.number(row.get("win_rate" + end)), within(TOLERANCE));
        if (returns.length > 1) {
            double deviation = Math.sqrt(squares / (returns.length - 1));
            assertThat(deviation).isEqualTo(Vectors.number(row.get("stddev_return" + end)), within(TOLERANCE));
        }
        if (horizon == 1) {
            assertThat(all.getMin()).isEqualTo(Vectors.number(row.get("min_return_1h")), within(TOLERANCE));
            assertThat(all.getMax()).isEqualTo(Vectors.number(row.get("max_return_1h")), within(TOLERANCE));
        }
    }

    private static double[] centres(LiquidationBinsDecoder of) {
        return new double[] {
            of.centre0(),
            of.centre1(),
            of.centre2(),
            of.centre3(),
            of.centre4(),
            of.centre5(),
            of.centre6(),
            of.centre7(),
            of.centre8()
        };
    }

    private static double[] numbers(Map<String, String> row, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> Vectors.number(row.get(prefix + i)))
                .toArray();
    }

    private static void compare(int hour, Map<String, String> expected, LiquidationFeaturesDecoder of) {
        Map<String, Double> numbers = numbers(of);
        Map<String, String> words = words(of);
        for (Map.Entry<String, String> cell : expected.entrySet()) {
            String column = cell.getKey();
            if (numbers.containsKey(column)) {
                assertThat(numbers.get(column))
                        .as("%s of hour %d", column, hour)
                        .isEqualTo(Vectors.number(cell.getValue()), within(TOLERANCE));
            } else if (!INNER.contains(column)) {
                assertThat(words.get(column)).as("%s of hour %d", column, hour).isEqualTo(cell.getValue());
            }
        }
        assertThat(of.diffLsCwtKf()).isEqualTo(of.fllCwtKf() - of.fslCwtKf());
        assertThat(of.diffLsNormal()).isEqualTo(of.fllNormal() - of.fslNormal());
        assertThat(of.riskPriorityNumber()).isEqualTo(of.lldCwtKf());
        assertThat(LiquidationTape.hourOf(of.startTime())).isEqualTo(hour);
    }

    private static Map<String, Double> numbers(LiquidationFeaturesDecoder of) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lld_normal", of.lldNormal());
        numbers.put("fll_normal", of.fllNormal());
        numbers.put("fsl_normal", of.fslNormal());
        numbers.put("lld_cwt_kf", of.lldCwtKf());
        numbers.put("fll_cwt_kf", of.fllCwtKf());
        numbers.put("fsl_cwt_kf", of.fslCwtKf());
        numbers.put("diff_ls_smooth", of.diffLsSmooth());
        numbers.put("lld_cwt_kf_smooth", of.lldCwtKfSmooth());
        return numbers;
    }

    private static Map<String, String> words(LiquidationFeaturesDecoder of) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("corr_case", of.corrCase().name().replace("NONE", "None"));
        words.put("bin_index", "" + of.binIndex());
        words.put("bin_momentum", "" + of.binMomentum());
        words.put("bin_turn", "" + of.binTurn());
        words.put("bin_mm_direction", "" + of.binMmDirection());
        words.put("is_rpn_extreme", "" + of.isRpnExtreme());
        words.put("dominance", "" + of.dominance());
        words.put("dominance_last", "" + of.dominanceLast());
        words.put("dominance_duration", "" + of.dominanceDuration());
        words.put("dominance_duration_total", "" + (of.dominance() == 0 ? 0 : of.dominanceDuration()));
        words.put("dominance_time", "" + of.dominanceTime());
        words.put("dominance_class", List.of("Bear", "Congestion", "Bull").get(of.dominance() + 1));
        words.put("is_keep", bit(of.isKeep()));
        words.put("is_strengthen", bit(of.isStrengthen()));
        words.put("hit_ceiling_bottom", "" + of.hitCeilingBottom());
        words.put("reverse_ceiling_bottom", "" + of.reverseCeilingBottom());
        words.put("signal_l1", "" + of.signalL1());
        words.put("signal_l2", "" + of.signalL2());
        words.put("signal_l3", "" + of.signalL3());
        words.put("signal_class", nameOf(of.signalClass()));
        words.put("is_stale", bit(of.isStale()));
        words.put("is_warm", bit(of.isWarm()));
        return words;
    }

    private static String bit(BooleanType is) {
        return is == BooleanType.T ? "1" : "0";
    }

    static String nameOf(SignalClass signal) {
        return switch (signal) {
            case WEAK_BUY -> "Weak_Buy";
            case BUY -> "Buy";
            case STRONG_BUY -> "Strong_Buy";
            case WEAK_SELL -> "Weak_Sell";
            case SELL -> "Sell";
            case STRONG_SELL -> "Strong_Sell";
            default -> "Neutral";
        };
    }
}
