package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** Least-squares slope of the newest values against their places. */
final class Slope {
    private final double[] values; // the oldest first
    private int count;

    Slope(int window) {
        values = new double[window];
    }

    /** Takes a value; returns the slope of those that are there, 0 of one alone. */
    double update(double value) {
        if (count == values.length) {
            System.arraycopy(values, 1, values, 0, count - 1);
            count--;
        }
        values[count++] = value;
        return count < 2 ? 0 : slope();
    }

    /** Returns whether the window is full. */
    boolean isFull() {
        return count == values.length;
    }

    void save(SnapshotWriter out) {
        out.putInt(count).putDoubles(values, values.length);
    }

    void load(SnapshotReader in) {
        count = in.getInt();
        in.getDoubles(values, values.length);
    }

    private double slope() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        double mean = sum / count;
        double middle = (count - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            products += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
        }
        return products / squares;
    }
}
