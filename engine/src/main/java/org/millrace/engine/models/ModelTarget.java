package org.millrace.engine.models;

/** What a model speaks of. */
public enum ModelTarget {
    /** Whether the price falls, stays or rises: three probabilities. */
    DIRECTION(3),
    /** How far it moves: one value. */
    RETURN(1);

    private final int outputs;

    ModelTarget(int outputs) {
        this.outputs = outputs;
    }

    /** Returns how many numbers a prediction has. */
    public int outputs() {
        return outputs;
    }
}
