package org.millrace.engine.training;

/** Is told how far a training is. */
@FunctionalInterface
public interface TrainingProgress {
    /** Nobody asks. */
    TrainingProgress NONE = (what, share) -> {};

    /**
     * Something is done.
     *
     * @param what  that is worked on, as {@code fold 2 of 5}
     * @param share of the whole that is done, 0 to 1
     */
    void done(String what, double share);
}
