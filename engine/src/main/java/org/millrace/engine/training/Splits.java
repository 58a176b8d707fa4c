package org.millrace.engine.training;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;

/**
 * Splits rows by time. No row whose label's span touches the span of the tested rows and their labels is trained on
 * (purging), nor one of the {@code embargo} share of all rows on either side of it. López de Prado (2018), 7.4, has the
 * embargo behind the test alone; before it, features of neighbours rest on the same bars too.
 *
 * <pre>
 *  EXPANDING   ttttt TTTT              ROLLING   ttttt TTTT              AROUND   TTTT  tttttttttttt
 *              tttttttttt TTTT                        ttttt TTTT                  tttt  TTTT  tttttt
 *              tttttttttttttttt TTTT                       ttttt TTTT             tttttttttt  TTTT
 * </pre>
 */
public final class Splits {
    private final Dataset rows;
    private final Plan plan;
    private final int embargo;
    private final int developed;

    /** What is trained on for a test. */
    public enum Mode {
        /** All before it. */
        EXPANDING,
        /** As much before it as for the first test. */
        ROLLING,
        /** All before and behind it: purged k-fold cross-validation. */
        AROUND
    }

    /**
     * How rows are split.
     *
     * @param mode    of folds
     * @param folds   1 to 50
     * @param embargo share of all rows, 0 to 0.2
     * @param holdOut share of the last rows that are tested once, at the end, 0.02 to 0.5
     */
    public record Plan(Mode mode, int folds, double embargo, double holdOut) {
        private static final int MOST_FOLDS = 50;
        private static final double MOST_EMBARGO = 0.2;

        public Plan {
            int least = mode == Mode.AROUND ? 2 : 1;
            require(folds >= least && folds <= MOST_FOLDS, "--folds", folds, least + " to " + MOST_FOLDS);
            require(embargo >= 0 && embargo <= MOST_EMBARGO, "--embargo", embargo, "0 to 0.2");
            require(holdOut >= 0.02 && holdOut <= 0.5, "--hold-out", holdOut, "0.02 to 0.5");
        }

        private static void require(boolean isMet, String option, Number value, String expected) {
            if (!isMet) {
                throw new IllegalArgumentException(option + ": " + value + ", expected " + expected);
            }
        }
    }

    public Splits(Dataset rows, Plan plan) {
        this.rows = rows;
        this.plan = plan;
        embargo = (int) Math.ceil(plan.embargo * rows.size());
        developed = rows.size() - (int) Math.ceil(plan.holdOut * rows.size());
    }

    /** Returns the folds, by time of their tests; the hold-out is in none. */
    public List<Fold> folds() {
        List<Fold> folds = new ArrayList<>();
        int parts = plan.mode == Mode.AROUND ? plan.folds : plan.folds + 1;
        for (int i = parts - plan.folds; i < parts; i++) {
            int from = part(i, parts);
            int to = part(i + 1, parts);
            int oldest = plan.mode == Mode.ROLLING ? Math.max(0, from - part(1, parts)) : 0;
            folds.add(fold(from, to, oldest, plan.mode == Mode.AROUND ? developed : from));
        }
        return folds;
    }

    /** Returns all that may be learnt from, and the hold-out. */
    public Fold last() {
        return fold(developed, rows.size(), 0, developed);
    }

    /** Returns how many rows the embargo takes on each side of a test. */
    public int embargo() {
        return embargo;
    }

    private int part(int index, int parts) {
        return (int) ((long) developed * index / parts);
    }

    private Fold fold(int from, int to, int oldest, int newest) {
        int[] test = new int[to - from];
        long endNs = Long.MIN_VALUE;
        for (int i = 0; i < test.length; i++) {
            test[i] = from + i;
            endNs = Math.max(endNs, rows.labelEndNs(from + i));
        }
        IntArrayList train = new IntArrayList();
        for (int i = oldest; i < newest; i++) {
            boolean isBefore = i < from - embargo && rows.labelEndNs(i) < rows.endNs(from);
            boolean isBehind = i >= to + embargo && rows.endNs(i) > endNs;
            if (isBefore || isBehind) {
                train.addInt(i);
            }
        }
        return new Fold(train.toIntArray(), test);
    }
}
