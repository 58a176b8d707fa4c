package org.millrace.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.millrace.engine.training.Labelling.Labelled;
import org.millrace.engine.training.Splits.Mode;
import org.millrace.engine.training.Splits.Plan;

/** What no training may know, on rows of several instruments with holes in time. */
class SplitsTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    @Test
    void shouldWalkForward() {
        Dataset rows = minutes(100, 2);

        List<Fold> folds = new Splits(rows, new Plan(Mode.EXPANDING, 3, 0.01, 0.2)).folds();

        assertEquals(3, folds.size());
        // 80 of 100 are developed with, in four parts; before each test two rows look into it, and one is embargoed
        assertArrayEquals(range(0, 18), folds.get(0).train());
        assertArrayEquals(range(20, 40), folds.get(0).test());
        assertArrayEquals(range(0, 38), folds.get(1).train());
        assertArrayEquals(range(60, 80), folds.get(2).test());
    }

    @Test
    void shouldKeepTheLastRowsFromEveryChoice() {
        Dataset rows = minutes(100, 5);

        Fold last = new Splits(rows, new Plan(Mode.EXPANDING, 3, 0.1, 0.2)).last();

        assertArrayEquals(range(0, 70), last.train()); // ten of embargo, which the five of purging lie in
        assertArrayEquals(range(80, 100), last.test());
    }

    @Test
    void shouldRollWithAsMuchAsAtFirst() {
        Dataset rows = minutes(125, 1);

        List<Fold> folds = new Splits(rows, new Plan(Mode.ROLLING, 4, 0, 0.2)).folds();

        assertArrayEquals(range(0, 19), folds.get(0).train());
        assertArrayEquals(range(60, 79), folds.get(3).train());
        assertArrayEquals(range(80, 100), folds.get(3).test());
    }

    @Test
    void shouldTrainOnBothSidesOfATest() {
        Dataset rows = minutes(100, 2);

        Fold fold =
                new Splits(rows, new Plan(Mode.AROUND, 4, 0.03, 0.2)).folds().get(1);

        assertArrayEquals(range(20, 40), fold.test());
        int[] behind = range(43, 80); // the last label ends with row 41; 40 to 42 are embargoed
        assertArrayEquals(
                IntStream.concat(IntStream.range(0, 17), Arrays.stream(behind)).toArray(), fold.train());
    }

    @RepeatedTest(60)
    void shouldNeverLetTrainingKnowOfTests(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Dataset rows = scattered(random);
        Mode mode = List.of(Mode.values()).get(random.nextInt(3));
        Plan plan = new Plan(mode, 2 + random.nextInt(5), random.nextInt(10) / 100.0, 0.1 + random.nextInt(3) / 10.0);
        Splits splits = new Splits(rows, plan);
        List<Fold> all = new ArrayList<>(splits.folds());
        all.add(splits.last());

        Set<Integer> tested = new HashSet<>();
        for (Fold fold : all) {
            for (int test : fold.test()) {
                assertThat(tested.add(test)).as("row %d is tested once", test).isTrue();
            }
            assertThat(fold.train()).isSorted();
            assertThat(fold.test()).isSorted();
            assertApart(rows, fold, splits.embargo());
            if (mode != Mode.AROUND) {
                assertBefore(fold.test()[0], fold.train());
            }
        }
        int first = splits.last().test()[0];
        for (Fold fold : splits.folds()) {
            assertBefore(first, fold.train());
            assertBefore(first, fold.test());
        }
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
        assertThatThrownBy(() -> new Plan(Mode.EXPANDING, 0, 0, 0.2)).hasMessage("--folds: 0, expected 1 to 50");
        assertThatThrownBy(() -> new Plan(Mode.AROUND, 1, 0, 0.2)).hasMessage("--folds: 1, expected 2 to 50");
        assertThatThrownBy(() -> new Plan(Mode.ROLLING, 5, 0.3, 0.2)).hasMessage("--embargo: 0.3, expected 0 to 0.2");
        assertThatThrownBy(() -> new Plan(Mode.ROLLING, 5, 0.01, 0.6))
                .hasMessage("--hold-out: 0.6, expected 0.02 to 0.5");
    }

    /** The span of no training label touches the span of a test row and its label, and the embargo lies between. */
    private static void assertApart(Dataset rows, Fold fold, int embargo) {
        Set<Integer> test = new HashSet<>();
        Arrays.stream(fold.test()).forEach(test::add);
        int first = fold.test()[0];
        int last = fold.test()[fold.test().length - 1];
        for (int train : fold.train()) {
            assertThat(test).doesNotContain(train);
            assertThat(train < first - embargo || train > last + embargo).isTrue();
            for (int row : fold.test()) {
                boolean overlaps =
                        rows.endNs(train) <= rows.labelEndNs(row) && rows.endNs(row) <= rows.labelEndNs(train);
                assertFalse(overlaps, () -> "labels of " + train + " and " + row);
            }
        }
    }

    private static void assertBefore(int bound, int[] rows) {
        assertThat(Arrays.stream(rows).filter(row -> row >= bound)).isEmpty();
    }

    private static Dataset minutes(int count, int horizon) {
        List<Labelled> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Row row = new Row(i * MINUTE_NS, 1, false, new double[] {i});
            rows.add(new Labelled(0, row, 0, 0, (i + horizon) * MINUTE_NS));
        }
        return new Dataset(List.of("returns_1"), rows, new Dataset.Counts(count, 0, 0, 0, 0));
    }

    /** Rows of three instruments, at the same times now and then, with labels of different lengths. */
    private static Dataset scattered(Random random) {
        List<Labelled> rows = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 150; i++) {
            for (int j = 0; j < 3; j++) {
                if (random.nextInt(3) > 0) {
                    Row row = new Row(time, 1, false, new double[] {i});
                    rows.add(new Labelled(j, row, 0, 0, time + (1 + random.nextInt(8)) * MINUTE_NS));
                }
            }
            time += MINUTE_NS * (random.nextInt(20) == 0 ? 30 : 1);
        }
        return new Dataset(List.of("returns_1"), rows, new Dataset.Counts(rows.size(), 0, 0, 0, 0));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
