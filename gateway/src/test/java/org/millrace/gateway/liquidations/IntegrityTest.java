package org.millrace.gateway.liquidations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations.Inputs;

class IntegrityTest {
    private static final long START_NS = LiquidationRows.START_NS;
    private static final int HOURS = 20;
    private static final long END_NS = START_NS + HOURS * Hours.HOUR_NS;
    private static final long LATER_NS = END_NS + Hours.HOUR_NS;

    private final List<Inputs> inputs = inputs();
    private final List<LiquidationRow> rows = LiquidationRows.hours(HOURS);

    @Test
    void shouldFindNothingWhereAllIsWell() {
        Integrity found = check();

        assertThat(found.findings()).isEmpty();
        assertThat(found.expectedHours()).isEqualTo(HOURS);
        assertThat(found.score()).isEqualTo(1);
        assertThat(found.statistics().get("price")).isEqualTo(new Statistics(HOURS, 0, 109.5, Math.sqrt(35), 100, 119));
    }

    @Test
    void shouldNotMissHoursThatNobodyCanKnowYet() {
        long newestNs = START_NS + 13 * Hours.HOUR_NS;

        Integrity found = Integrity.of(inputs.subList(0, 14), rows.subList(0, 14), START_NS, END_NS, newestNs);

        assertThat(found.findings()).isEmpty();
        assertThat(found.expectedHours()).isEqualTo(14);
        assertThat(Integrity.of(inputs.subList(0, 14), rows.subList(0, 14), START_NS, END_NS, newestNs + Hours.HOUR_NS)
                        .missing())
                .containsExactly(START_NS + 14 * Hours.HOUR_NS);
    }

    @Test
    void shouldTellOfHoursWithoutAPrice() {
        inputs.remove(7);
        inputs.set(2, new Inputs(START_NS + 2 * Hours.HOUR_NS, Double.NaN, 0.5, 1, 1));

        Integrity found = check();

        assertThat(found.findings())
                .containsExactly(
                        new Finding("price.complete", "2 of 20 hours have no price, first 2024-03-01T02:00:00Z"));
        assertThat(found.completeness()).isEqualTo(0.9);
        assertThat(found.score()).isCloseTo(0.97, within(1e-12));
    }

    @Test
    void shouldTellOfGapsBetweenRows() {
        rows.remove(5);

        Integrity found = check();

        assertThat(found.findings())
                .containsExactly(new Finding(
                        "processed.hourly", "rows are not an hour apart, first before 2024-03-01T06:00:00Z"));
        assertThat(found.gaps()).isEqualTo(1);
    }

    @Test
    void shouldTellOfHoursBeforeTheFirstThatCounted() {
        rows.subList(0, 3).clear();
        inputs.set(1, new Inputs(START_NS + Hours.HOUR_NS, 101, 0.5, Double.NaN, 1));

        Integrity found = check();

        assertThat(found.findings().get(found.findings().size() - 1))
                .isEqualTo(new Finding(
                        "processed.begin",
                        "2 hours before the first row have no features, which millrace pipeline run --replay makes,"
                                + " first 2024-03-01T00:00:00Z"));
    }

    @Test
    void shouldTellOfValuesThatCannotBe() {
        rows.get(1).set(LiquidationColumn.PRICE, 0);
        rows.get(2).set(LiquidationColumn.LLD_NORMAL, 1.001);
        rows.get(3).set(LiquidationColumn.FLL_NORMAL, -0.1).set(LiquidationColumn.DIFF_LS_NORMAL, -0.6);
        rows.get(4).set(LiquidationColumn.DIFF_LS_NORMAL, 2e-9);
        rows.get(5).set(LiquidationColumn.RISK_PRIORITY_NUMBER, -0.001);
        rows.get(6).set(LiquidationColumn.FSL_NORMAL, Double.NaN);

        assertThat(check().findings().stream().map(each -> each.check() + ": " + each.message()))
                .containsExactly(
                        "processed.nulls: fsl_normal is missing in 1 hours, first 2024-03-01T06:00:00Z",
                        "processed.ranges: price is not above 0 in 1 hours, first 2024-03-01T01:00:00Z",
                        "processed.ranges: lld_normal is not 0 to 1 in 1 hours, first 2024-03-01T02:00:00Z",
                        "processed.ranges: fll_normal is below 0 in 1 hours, first 2024-03-01T03:00:00Z",
                        "processed.difference: diff_ls_normal is not fll_normal - fsl_normal in 1 hours, first"
                                + " 2024-03-01T04:00:00Z",
                        "rpn.range: risk_priority_number is not 0 to 1 in 1 hours, first 2024-03-01T05:00:00Z");
    }

    @Test
    void shouldScoreAnEmptyStoreLow() {
        Integrity found = Integrity.of(List.of(), List.of(), START_NS, END_NS, LATER_NS);

        assertThat(found.score()).isCloseTo(0.2, within(1e-12));
        assertThat(found.findings().stream().map(Finding::check))
                .containsExactly("price.complete", "liquidations.rows", "processed.rows");
    }

    private Integrity check() {
        return Integrity.of(inputs, rows, START_NS, END_NS, LATER_NS);
    }

    private static List<Inputs> inputs() {
        List<Inputs> inputs = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            inputs.add(new Inputs(START_NS + i * Hours.HOUR_NS, 100 + i, 0.5, 1, 1));
        }
        return inputs;
    }
}
