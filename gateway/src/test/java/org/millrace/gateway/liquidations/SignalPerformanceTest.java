package org.millrace.gateway.liquidations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;

class SignalPerformanceTest {
    private static final double TOLERANCE = 1e-9;

    @Test
    void shouldEqualTheReferenceValues() {
        List<Map<String, String>> wanted = Vectors.read("performance.csv");

        List<SignalPerformance.OfClass> classes = SignalPerformance.of(vectorRows(), 0, Long.MAX_VALUE, 0);

        assertThat(classes.stream().map(SignalPerformance.OfClass::signalClass))
                .containsExactlyElementsOf(
                        wanted.stream().map(row -> row.get("signal_class")).toList());
        for (int i = 0; i < wanted.size(); i++) {
            Map<String, String> row = wanted.get(i);
            SignalPerformance.OfClass of = classes.get(i);
            assertThat(of.count()).isEqualTo(Integer.parseInt(row.get("signal_count")));
            for (SignalPerformance.Horizon horizon : of.horizons()) {
                String end = "_" + horizon.hours() + "h";
                assertEqual(horizon.returns().mean(), row.get("avg_return" + end));
                assertEqual(horizon.returns().deviation(), row.get("stddev_return" + end));
                assertEqual(horizon.upRate(), row.get("up_rate" + end));
                assertEqual(horizon.winRate(), row.get("win_rate" + end));
            }
            assertEqual(of.horizons().get(0).returns().min(), row.get("min_return_1h"));
            assertEqual(of.horizons().get(0).returns().max(), row.get("max_return_1h"));
        }
    }

    @Test
    void shouldCountASellThatIsFollowedByAFallAsWon() {
        List<LiquidationRow> rows = LiquidationRows.hours(3);
        LiquidationRows.signal(rows.get(0), "Sell");
        rows.get(1).set(LiquidationColumn.PRICE, 90);

        SignalPerformance.Horizon hour = only(rows, 0).horizons().get(0);

        assertThat(hour)
                .isEqualTo(new SignalPerformance.Horizon(1, new Statistics(1, 0, -10, Double.NaN, -10, -10), 0, 1));
    }

    @Test
    void shouldSayNothingOfHoursThatAreNotKnown() {
        List<LiquidationRow> rows = LiquidationRows.hours(10);
        LiquidationRows.signal(rows.get(3), "Weak_Buy");
        rows.remove(4); // an hour behind the signal

        SignalPerformance.OfClass of = only(rows, 0);

        assertThat(of.count()).isEqualTo(1);
        assertThat(of.horizons().stream().map(each -> each.returns().count())).containsExactly(0, 1, 0);
        assertThat(of.horizons().get(0).winRate()).isZero();
    }

    @Test
    void shouldEnterLaterWhereToldSo() {
        List<LiquidationRow> rows = LiquidationRows.hours(10);
        LiquidationRows.signal(rows.get(0), "Strong_Buy");

        SignalPerformance.OfClass of = only(rows, 2);

        assertThat(of.horizons().get(0).returns().mean()).isCloseTo(100.0 / 102, within(TOLERANCE));
        assertThat(of.horizons().get(1).returns().mean()).isCloseTo(600.0 / 102, within(TOLERANCE));
    }

    @Test
    void shouldNotJudgeSignalsOutsideTheSpan() {
        List<LiquidationRow> rows = LiquidationRows.hours(10);
        LiquidationRows.signal(rows.get(2), "Buy");
        LiquidationRows.signal(rows.get(5), "Buy");

        List<SignalPerformance.OfClass> classes =
                SignalPerformance.of(rows, rows.get(3).startNs(), rows.get(6).startNs(), 0);

        assertThat(classes.get(0).count()).isEqualTo(1);
    }

    private static SignalPerformance.OfClass only(List<LiquidationRow> rows, int lag) {
        List<SignalPerformance.OfClass> classes = SignalPerformance.of(rows, 0, Long.MAX_VALUE, lag);
        assertThat(classes).hasSize(1);
        return classes.get(0);
    }

    private static List<LiquidationRow> vectorRows() {
        List<Map<String, String>> inputs = Vectors.read("input.csv");
        List<Map<String, String>> features = Vectors.read("online_2048.csv");
        List<LiquidationRow> rows = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            long startNs = Instant.parse(inputs.get(i).get("time")).getEpochSecond() * 1_000_000_000L;
            rows.add(new LiquidationRow(startNs)
                    .set(
                            LiquidationColumn.PRICE,
                            Double.parseDouble(inputs.get(i).get("price")))
                    .set(LiquidationColumn.SIGNAL_CLASS, features.get(i).get("signal_class")));
        }
        return rows;
    }

    private static void assertEqual(double actual, String wanted) {
        if (wanted.isEmpty()) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(Double.parseDouble(wanted), within(TOLERANCE));
        }
    }
}
