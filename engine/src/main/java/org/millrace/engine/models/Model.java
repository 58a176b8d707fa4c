package org.millrace.engine.models;

/** Predicts. Used by one thread at a time, and allocates nothing unless its own documentation says so. */
public interface Model {
    /**
     * Predicts.
     *
     * @param features values in the order of the model's feature set; NaN: missing
     * @param out      takes the probabilities of down, neutral and up of a {@link ModelTarget#DIRECTION}, or the one value of
     *                 a {@link ModelTarget#RETURN}
     */
    void predict(double[] features, double[] out);

    /** Gives back what it holds outside the heap: it predicts no more. */
    default void close() {}
}
