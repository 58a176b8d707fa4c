package org.millrace.engine.features;

import java.util.Arrays;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/** The last values of one kind. Those that have not come yet are NaN, and so is whatever is computed of them. */
final class Window {
    private final double[] values;
    private int newest;

    /** Creates a window that keeps so many values. */
    Window(int capacity) {
        values = new double[Math.max(1, capacity)];
        Arrays.fill(values, Double.NaN);
    }

    void add(double value) {
        newest = newest + 1 == values.length ? 0 : newest + 1;
        values[newest] = value;
    }

    /** Returns the newest value. */
    double last() {
        return values[newest];
    }

    /** Returns the value so many before the newest one. */
    double before(int back) {
        return values[index(back)];
    }

    double mean(int count) {
        double sum = 0;
        for (int i = 0, at = index(count - 1); i < count; i++, at = after(at)) {
            sum += values[at];
        }
        return sum / count;
    }

    /** Returns the sample standard deviation, {@code √(Σ(x − mean)² / (count − 1))}. */
    double deviation(int count) {
        double mean = mean(count);
        double squares = 0;
        for (int i = 0, at = index(count - 1); i < count; i++, at = after(at)) {
            squares += (values[at] - mean) * (values[at] - mean);
        }
        return Math.sqrt(squares / (count - 1));
    }

    double min(int count) {
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0, at = index(count - 1); i < count; i++, at = after(at)) {
            min = Math.min(min, values[at]);
        }
        return min;
    }

    double max(int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0, at = index(count - 1); i < count; i++, at = after(at)) {
            max = Math.max(max, values[at]);
        }
        return max;
    }

    /** Returns Pearson's correlation with the values that came at the same times; NaN where one of both never moved. */
    double correlation(Window other, int count) {
        double mean = mean(count);
        double otherMean = other.mean(count);
        double squares = 0;
        double otherSquares = 0;
        double products = 0;
        for (int i = 0, at = index(count - 1); i < count; i++, at = after(at)) {
            double distance = values[at] - mean;
            double otherDistance = other.values[at] - otherMean;
            squares += distance * distance;
            otherSquares += otherDistance * otherDistance;
            products += distance * otherDistance;
        }
        double correlation = products / (Math.sqrt(squares) * Math.sqrt(otherSquares));
        return Math.max(-1, Math.min(1, correlation)); // NaN stays NaN
    }

    void save(SnapshotWriter out) {
        out.putDoubles(values, values.length).putInt(newest);
    }

    void load(SnapshotReader in) {
        in.getDoubles(values, values.length);
        newest = in.getInt();
    }

    private int index(int back) {
        int index = newest - back;
        return index < 0 ? index + values.length : index;
    }

    private int after(int index) {
        return index + 1 == values.length ? 0 : index + 1;
    }
}
