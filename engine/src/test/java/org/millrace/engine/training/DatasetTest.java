package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.engine.models.ModelTarget;

/** Which rows there are, and what their labels say; worked out by hand. */
class DatasetTest {
    private static final long MINUTE_NS = Rows.MINUTE_NS;

    @Test
    void shouldLabelByWhatPaysOverTheHorizon() {
        List<Row> bars = bars(100, 101, 102, 100, 100.05, 103);

        Dataset rows = Dataset.of(List.of("f"), List.of(bars), new Target(ModelTarget.DIRECTION, 2, 0.002, 0));

        // 100 to 102, 101 to 100, 102 to 100.05, 100 to 103
        assertThat(labels(rows)).containsExactly("UP", "DOWN", "DOWN", "UP");
        assertEquals(3 * MINUTE_NS, rows.labelEndNs(0));
        assertTrue(Double.isNaN(rows.previousLabel(1)));
        assertEquals(Direction.UP.index(), rows.previousLabel(2)); // of 100 to 102, which ended with this bar
        assertEquals(new Dataset.Counts(6, 0, 2, 0, 0), rows.counts());
    }

    @Test
    void shouldCountLabelsThatReachOverMissingBars() {
        List<Row> bars = new ArrayList<>(bars(100, 101, 102));
        bars.add(new Row(60 * MINUTE_NS, 103, false, new double[1]));
        bars.add(new Row(61 * MINUTE_NS, 104, false, new double[1]));

        Dataset rows = Dataset.of(List.of("f"), List.of(bars), new Target(ModelTarget.RETURN, 2, 0, 0));

        assertEquals(3, rows.size());
        assertEquals(2, rows.counts().stretched());
    }

    @Test
    void shouldCallNeutralWhatCostsMoreThanItGains() {
        List<Row> bars = bars(100, 100.19, 100, 100.21);

        Dataset rows = Dataset.of(List.of("f"), List.of(bars), new Target(ModelTarget.DIRECTION, 1, 0.002, 0));

        assertThat(labels(rows)).containsExactly("NEUTRAL", "NEUTRAL", "UP");
    }

    @Test
    void shouldTakeTheReturnItself() {
        Dataset rows =
                Dataset.of(List.of("f"), List.of(bars(100, 110, 99, 99)), new Target(ModelTarget.RETURN, 1, 0.5, 0));

        assertEquals(0.1, rows.label(0), 1e-12);
        assertEquals(-0.1, rows.label(1), 1e-12);
        assertEquals(0.1, rows.previousLabel(1), 1e-12);
        assertEquals(3, rows.size());
    }

    @Test
    void shouldWidenNeutralWithVolatility() {
        double[] closes = new double[23];
        for (int i = 0; i < closes.length; i++) {
            closes[i] = i % 2 == 0 ? 100 : 101;
        }
        closes[22] = 102; // one up from 101: within two deviations of about one, but not within half of one
        Target wide = new Target(ModelTarget.DIRECTION, 1, 0, 2);
        Target narrow = new Target(ModelTarget.DIRECTION, 1, 0, 0.5);

        Dataset calm = Dataset.of(List.of("f"), List.of(bars(closes)), wide);
        Dataset wild = Dataset.of(List.of("f"), List.of(bars(closes)), narrow);

        assertThat(labels(calm)).endsWith("NEUTRAL", "NEUTRAL");
        assertThat(labels(wild)).endsWith("UP", "UP");
    }

    @Test
    void shouldLeaveOutWhatLacksAFeatureButNotForOneThatNobodyHas() {
        List<Row> bars = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double[] values = {i < 2 ? Double.NaN : i, Double.NaN};
            bars.add(new Row((i + 1) * MINUTE_NS, 100 + i, i == 3, values));
        }

        Dataset rows = Dataset.of(List.of("f", "never"), List.of(bars), new Target(ModelTarget.RETURN, 1, 0, 0));

        assertEquals(new Dataset.Counts(6, 2, 1, 1, 0), rows.counts());
        assertEquals(3 * MINUTE_NS, rows.endNs(0));
        assertEquals(List.of("never"), rows.missing());
    }

    @Test
    void shouldBringInstrumentsInOneOrderOfTime() {
        Target target = new Target(ModelTarget.RETURN, 1, 0, 0);

        Dataset rows = Dataset.of(List.of("f"), List.of(bars(1, 2, 4), bars(10, 11, 12)), target);

        assertEquals(4, rows.size());
        assertEquals(1, rows.label(0), 1e-12);
        assertEquals(0.1, rows.label(1), 1e-12);
        assertEquals(1, rows.label(2), 1e-12);
        assertEquals(rows.endNs(0), rows.endNs(1));
    }

    @Test
    void shouldHashEveryValue() {
        Target target = new Target(ModelTarget.RETURN, 1, 0, 0);
        String hash = Dataset.of(List.of("f"), List.of(bars(1, 2, 4)), target).hash();

        List<Row> other = bars(1, 2, 4);
        other.get(1).features()[0] = Math.nextUp(other.get(1).features()[0]);

        assertEquals(
                hash, Dataset.of(List.of("f"), List.of(bars(1, 2, 4)), target).hash());
        assertNotEquals(hash, Dataset.of(List.of("f"), List.of(other), target).hash());
        assertNotEquals(
                hash, Dataset.of(List.of("f"), List.of(bars(1, 2, 5)), target).hash());
        assertNotEquals(
                hash,
                Dataset.of(List.of("f"), List.of(List.of(), bars(1, 2, 4)), target)
                        .hash());
    }

    private static List<Row> bars(double... closes) {
        List<Row> rows = new ArrayList<>();
        for (double close : closes) {
            rows.add(new Row((rows.size() + 1) * MINUTE_NS, close, false, new double[] {rows.size()}));
        }
        return rows;
    }

    private static List<String> labels(Dataset rows) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            labels.add(Direction.at((int) rows.label(i)).name());
        }
        return labels;
    }
}
