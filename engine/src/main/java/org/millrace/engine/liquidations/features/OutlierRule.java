package org.millrace.engine.liquidations.features;

import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Puts the median of the newest 24 values in the place of one that lies over three sample standard deviations from it. The
 * window holds values as they came, the present one too.
 */
final class OutlierRule {
    private static final int WINDOW = 24;
    private static final double DEVIATIONS = 3;

    private final double[] values = new double[WINDOW];
    private final double[] sorted = new double[WINDOW];
    private long count;

    double update(double value) {
        values[(int) (count++ % WINDOW)] = value;
        if (count < 2) {
            return value;
        }
        int size = (int) Math.min(count, WINDOW);
        double median = median(size);
        double reach = DEVIATIONS * deviation(size);
        return value < median - reach || value > median + reach ? median : value;
    }

    void save(SnapshotWriter out) {
        out.putDoubles(values, WINDOW).putLong(count);
    }

    void load(SnapshotReader in) {
        in.getDoubles(values, WINDOW);
        count = in.getLong();
    }

    private double median(int size) {
        for (int i = 0; i < size; i++) {
            double value = values[i];
            int at = i;
            while (at > 0 && sorted[at - 1] > value) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = value;
        }
        int middle = size / 2;
        return size % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }

    private double deviation(int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += sorted[i];
        }
        double mean = sum / size;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            squares += (sorted[i] - mean) * (sorted[i] - mean);
        }
        return Math.sqrt(squares / (size - 1));
    }
}
