package org.millrace.gateway.liquidations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

class TrainingRowsTest {
    private static final List<LiquidationColumn> COLUMNS = TrainingRows.columns(TrainingRows.Group.DEFAULTS);

    private final List<LiquidationRow> rows = LiquidationRows.hours(60);

    @Test
    void shouldNameTheColumnsOfEachGroupOnceAndTheClassLast() {
        List<TrainingRows.Group> groups =
                List.of(TrainingRows.Group.BIN, TrainingRows.Group.SIGNALS, TrainingRows.Group.BIN);

        assertThat(LiquidationJson.csvHead(TrainingRows.columns(groups)))
                .isEqualTo("time,bin_index,bin_momentum,bin_turn,bin_mm_direction,hit_ceiling_bottom,"
                        + "reverse_ceiling_bottom,signal_class");
        assertThat(LiquidationJson.csvHead(COLUMNS))
                .isEqualTo("time,risk_priority_number,lld_cwt_kf,fll_cwt_kf,fsl_cwt_kf,diff_ls_cwt_kf,is_rpn_extreme,"
                        + "bin_index,bin_momentum,bin_turn,bin_mm_direction,dominance,dominance_duration_total,"
                        + "dominance_time,dominance_class,signal_class");
    }

    @Test
    void shouldTakeSignalsThatAreSixHoursApart() {
        signals("Buy", 3, 5, 8, 9, 15, 21);

        assertThat(hours(TrainingRows.of(rows, COLUMNS, false))).containsExactly(3, 9, 15, 21);
    }

    @Test
    void shouldFillFromEarlierRowsAloneAndLeaveOutWhatHasNone() {
        signals("Sell", 0, 10, 20);
        rows.get(0).set(LiquidationColumn.LLD_CWT_KF, Double.NaN);
        rows.get(9).set(LiquidationColumn.LLD_CWT_KF, 0.25);
        rows.get(10).set(LiquidationColumn.LLD_CWT_KF, Double.NaN);

        List<LiquidationRow> picked = TrainingRows.of(rows, COLUMNS, false);

        assertThat(hours(picked)).containsExactly(10, 20);
        assertThat(picked.get(0).number(LiquidationColumn.LLD_CWT_KF)).isEqualTo(0.25);
    }

    @Test
    void shouldBalanceByTheNewestOfEachClass() {
        signals("Weak_Buy", 0, 6, 12, 18, 42);
        signals("Sell", 24, 30);

        assertThat(hours(TrainingRows.of(rows, COLUMNS, true))).containsExactly(18, 24, 30, 42);
    }

    @Test
    void shouldSayWhatARowIsInALine() {
        signals("Weak_Buy", 1);

        assertThat(LiquidationJson.csv(TrainingRows.of(rows, COLUMNS, false).get(0), COLUMNS))
                .isEqualTo("2024-03-01T01:00:00Z,0.5,0.5,0.5,0.5,0.5,0,4,0,0,0,1,0,0,Bull,Weak_Buy");
    }

    private void signals(String signalClass, int... hours) {
        for (int hour : hours) {
            LiquidationRows.signal(rows.get(hour), signalClass);
        }
    }

    private static List<Integer> hours(List<LiquidationRow> picked) {
        return picked.stream()
                .map(row -> (int) ((row.startNs() - LiquidationRows.START_NS) / Hours.HOUR_NS))
                .toList();
    }
}
