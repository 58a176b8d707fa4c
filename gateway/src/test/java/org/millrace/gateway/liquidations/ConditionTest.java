package org.millrace.gateway.liquidations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations.BinModel;
import org.millrace.journal.history.Liquidations.Inputs;

class ConditionTest {
    private static final int HOURS = 60;
    private static final long NEWEST_NS = LiquidationRows.START_NS + (HOURS - 1) * Hours.HOUR_NS;
    private static final long NOW_NS = NEWEST_NS + Duration.ofMinutes(75).toNanos();

    private final List<Inputs> inputs = inputs();
    private final List<LiquidationRow> rows = LiquidationRows.hours(HOURS);
    private final List<BinModel> models =
            List.of(new BinModel(NEWEST_NS - 20 * Hours.HOUR_NS, 3, 8_760, List.of(), List.of()));

    @Test
    void shouldPassWhereTheNewestHourIsThere() {
        Condition condition = Condition.of(inputs, rows, models, NOW_NS);

        assertThat(condition.isPassed()).as(condition.toString()).isTrue();
        assertThat(condition.freshness()).isEqualTo("FRESH");
        assertThat(condition.ageSeconds()).isEqualTo(4_500);
    }

    @Test
    void shouldFailWhatIsOldAfterSixHours() {
        long nowNs = NEWEST_NS + Duration.ofHours(6).toNanos();

        assertThat(Condition.of(inputs, rows, models, nowNs - 1).freshness()).isEqualTo("FRESH");
        assertThat(Condition.of(inputs, rows, models, nowNs).freshness()).isEqualTo("STALE");
        assertThat(failed(Condition.of(inputs, rows, models, nowNs))).containsExactly("freshness", "gaps");
    }

    @Test
    void shouldFailWhereFeaturesLagBehindWhatIsKnown() {
        rows.remove(HOURS - 1);

        assertThat(failed(Condition.of(inputs, rows, models, NOW_NS))).containsExactly("lag");
    }

    @Test
    void shouldFailWhereSignalsCannotBeJudgedYet() {
        rows.get(HOURS - 1).set(LiquidationColumn.IS_WARM, 0);

        assertThat(failed(Condition.of(inputs, rows, models, NOW_NS))).containsExactly("warm");
        assertThat(failed(Condition.of(inputs, rows, List.of(), NOW_NS))).containsExactly("warm", "bin_model");
    }

    @Test
    void shouldFailWhereLiquidationsAreMissingForMoreThanThreeHours() {
        for (int i = HOURS - 4; i < HOURS; i++) {
            inputs.set(i, new Inputs(inputs.get(i).startNs(), 100, Double.NaN, Double.NaN, Double.NaN));
        }

        assertThat(failed(Condition.of(inputs, rows, models, NOW_NS))).containsExactly("gaps");
    }

    @Test
    void shouldSayThatThereIsNothing() {
        Condition condition = Condition.of(List.of(), List.of(), List.of(), NOW_NS);

        assertThat(condition.freshness()).isEqualTo("NO DATA");
        assertThat(failed(condition)).containsExactly("freshness", "lag", "warm", "bin_model", "gaps");
    }

    private static List<String> failed(Condition condition) {
        return condition.checks().stream()
                .filter(check -> !check.isPassed())
                .map(Condition.Check::check)
                .toList();
    }

    private static List<Inputs> inputs() {
        List<Inputs> inputs = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            inputs.add(new Inputs(LiquidationRows.START_NS + i * Hours.HOUR_NS, 100 + i, 0.5, 1, 1));
        }
        return inputs;
    }
}
