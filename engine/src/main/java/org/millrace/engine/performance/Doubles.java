package org.millrace.engine.performance;

import java.util.Arrays;

/** A list of doubles that grows. */
public final class Doubles {
    private double[] values = new double[64];
    private int size;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public double get(int index) {
        return values[index];
    }

    /** Replaces the last one. */
    public void setLast(double value) {
        values[size - 1] = value;
    }

    /** Returns a copy. */
    public double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
