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
        Condition condition = of(models, NOW_NS);

        assertThat(condition.isPassed()).as(condition.toString()).isTrue();
        assertThat(condition.freshness()).isEqualTo("FRESH");
        assertThat(condition.ageSeconds()).isEqualTo(4_500);
    }

    @Test
    void shouldFailWhatIsOldAfterSixHours() {
        long nowNs = NEWEST_NS + Duration.ofHours(6).toNanos();

        assertThat(of(models, nowNs - 1).freshness()).isEqualTo("FRESH");
        assertThat(of(models, nowNs).freshness()).isEqualTo("STALE");
        assertThat(failed(of(models, nowNs))).containsExactly("freshness", "gaps");
    }

    @Test
    void shouldFailWhereFeaturesLagBehindWhatIsKnown() {
        rows.remove(HOURS - 1);

        assertThat(failed(of(models, NOW_NS))).containsExactly("lag");
    }

    @Test
    void shouldFailWhereSignalsCannotBeJudgedYet() {
        rows.get(HOURS - 1).set(LiquidationColumn.IS_WARM, 0);

        assertThat(failed(of(models, NOW_NS))).containsExactly("warm");
        assertThat(failed(of(List.of(), NOW_NS))).containsExactly("warm", "bin_model");
    }

    @Test
    void shouldFailWhereLiquidationsAreMissingForMoreThanThreeHours() {
        for (int i = HOURS - 4; i < HOURS; i++) {
            inputs.set(i, new Inputs(inputs.get(i).startNs(), 100, Double.NaN, Double.NaN, Double.NaN));
        }

        assertThat(failed(of(models, NOW_NS))).containsExactly("gaps");
    }

    @Test
    void shouldSayThatThereIsNothing() {
        Condition condition = Condition.of(List.of(), List.of(), List.of(), NOW_NS, NEWEST_NS);

        assertThat(condition.freshness()).isEqualTo("NO DATA");
        assertThat(failed(condition)).containsExactly("freshness", "lag", "warm", "bin_model", "gaps");
    }

    @Test
    void shouldMissNoHourThatCannotBeKnownYet() {
        long laterNs = NEWEST_NS + 5 * Hours.HOUR_NS;

        Condition early = Condition.of(inputs, rows, models, laterNs, NEWEST_NS + 3 * Hours.HOUR_NS);
        Condition late = Condition.of(inputs, rows, models, laterNs, NEWEST_NS + 4 * Hours.HOUR_NS);

        assertThat(failed(early)).isEmpty();
        assertThat(failed(late)).containsExactly("gaps");
    }

    /** Judges at a time when all is out ten minutes after an hour's end. */
    private Condition of(List<BinModel> fitted, long nowNs) {
        return Condition.of(
                inputs,
                rows,
                fitted,
                nowNs,
                Hours.newestKnown(nowNs, Duration.ofMinutes(10).toNanos()));
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
