package org.millrace.engine.liquidations.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SidesTest {
    @Test
    void shouldNameMovesAsTheReferenceDoes() {
        for (Map<String, String> row : Vectors.rows("corr_case_unit")) {
            double[] of = List.of("delta_fll", "delta_fsl", "fll", "fsl").stream()
                    .mapToDouble(column -> Vectors.number(row.get(column)))
                    .toArray();

            assertThat(SideMoves.of(of[0], of[1], of[2], of[3]).name())
                    .as(row.toString())
                    .isEqualTo(row.get("corr_case").toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void shouldTellOfDominanceAsTheReferenceDoes() {
        Dominance dominance = new Dominance();

        for (Map<String, String> row : Vectors.rows("dominance_status_unit")) {
            dominance.update(Integer.parseInt(row.get("dominance")));
            assertThat(List.of(
                            dominance.lastSide(),
                            dominance.duration(),
                            dominance.episode(),
                            dominance.isKept() ? 1 : 0,
                            dominance.isStrengthened() ? 1 : 0))
                    .as(row.toString())
                    .containsExactly(
                            Integer.valueOf(row.get("dominance_last")),
                            Integer.valueOf(row.get("dominance_duration")),
                            Integer.valueOf(row.get("dominance_time")),
                            Integer.valueOf(row.get("is_keep")),
                            Integer.valueOf(row.get("is_strengthen")));
        }
    }

    @Test
    void shouldClassifyLevelsAsTheReferenceDoes() {
        for (Map<String, String> row : Vectors.rows("signal_class_unit")) {
            int[] levels = List.of("signal_l1", "signal_l2", "signal_l3").stream()
                    .mapToInt(column -> Integer.parseInt(row.get(column)))
                    .toArray();

            assertThat(SignalLevels.of(levels[0], levels[1], levels[2]).name())
                    .as(row.toString())
                    .isEqualTo(row.get("signal_class").toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void shouldKeepAMarkQuietForThreeHours() {
        Repetition repetition = new Repetition();
        int[] raised = {1, 1, 0, 0, 0, 1, -1, 1, 0, 1, 0, 0, 0, 1};

        int[] told = Arrays.stream(raised).map(repetition::suppress).toArray();

        assertThat(told).containsExactly(1, 0, 0, 0, 0, 1, -1, 0, 0, 0, 0, 0, 0, 1);
    }
}
