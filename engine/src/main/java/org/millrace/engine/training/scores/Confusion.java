package org.millrace.engine.training.scores;

/** How often each class was taken for which: {@code counts[actual][predicted]}. */
public final class Confusion {
    private final long[][] counts;

    private Confusion(long[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts.
     *
     * @param actual    classes from 0
     * @param predicted as many
     * @param classes   how many there are
     */
    public static Confusion of(int[] actual, int[] predicted, int classes) {
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i]][predicted[i]]++;
        }
        return new Confusion(counts);
    }

    /** Returns how many there are. */
    public int classes() {
        return counts.length;
    }

    /** Returns how often a class was taken for another, or for itself. */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Returns how often a class was there. */
    public long actual(int of) {
        long sum = 0;
        for (long count : counts[of]) {
            sum += count;
        }
        return sum;
    }

    /** Returns how often a class was predicted. */
    public long predicted(int of) {
        long sum = 0;
        for (long[] row : counts) {
            sum += row[of];
        }
        return sum;
    }

    /** Returns the share of all that were taken for what they are. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            all += actual(i);
        }
        return (double) right / all;
    }

    /** Returns which part of those that were taken for a class are of it; NaN: none was. */
    public double precision(int of) {
        return (double) counts[of][of] / predicted(of);
    }

    /** Returns which part of a class was recognised; NaN: there is none. */
    public double recall(int of) {
        return (double) counts[of][of] / actual(of);
    }

    /** Returns the harmonic mean of precision and recall, 2 tp / (actual + predicted); NaN: the class never came up. */
    public double f1(int of) {
        return 2.0 * counts[of][of] / (actual(of) + predicted(of));
    }

    /** Returns the mean of F1 over the classes that came up. */
    public double macroF1() {
        double sum = 0;
        int known = 0;
        for (int i = 0; i < counts.length; i++) {
            if (actual(i) + predicted(i) > 0) {
                sum += f1(i);
                known++;
            }
        }
        return sum / known;
    }
}
