package org.millrace.engine.training;

/** Rows to learn from, and rows to be judged by that come in no choice. */
public final class Fold {
    private final int[] train;
    private final int[] test;

    Fold(int[] train, int[] test) {
        this.train = train;
        this.test = test;
    }

    /** Returns those to learn from by time; nobody may change them. */
    public int[] train() {
        return train;
    }

    /** Returns those to be judged by, one behind the other by time; nobody may change them. */
    public int[] test() {
        return test;
    }
}
