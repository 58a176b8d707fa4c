package org.millrace.engine.training;

/** Where a price went, as far as it pays to know; in the order of a model's classes. */
public enum Direction {
    DOWN,
    NEUTRAL,
    UP;

    /** How many there are. */
    public static final int COUNT = values().length;

    /** Returns its place among a model's classes. */
    @SuppressWarnings("EnumOrdinal") // a model's classes are in this order
    public int index() {
        return ordinal();
    }

    /** Returns the direction of a place. */
    @SuppressWarnings("EnumOrdinal")
    public static Direction at(int index) {
        return values()[index];
    }

    /** Returns the direction of a return that counts if it exceeds a threshold either way. */
    static Direction of(double returned, double threshold) {
        return returned > threshold ? UP : returned < -threshold ? DOWN : NEUTRAL;
    }
}
