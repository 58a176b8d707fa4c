package org.millrace.engine.models;

import java.util.Arrays;
import java.util.List;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

/**
 * Counts what a model sees and says in a window of predictions, and how far that lies from its training: the population
 * stability index Σ (a − t) ln (a / t) over bins, a the share of the window and t that of training, each taken for at least
 * {@value #LEAST_SHARE} (Siddiqi, Credit Risk Scorecards, 2006). 0 is the same; above 0.25 is another population.
 */
final class DriftMeter {
    private static final double LEAST_SHARE = 1e-4;

    private final List<Distribution> features;
    private final Distribution predictions;
    private final long[] counts; // of each bin of each feature, then of the predictions
    private int count;

    DriftMeter(TrainingShape training) {
        features = training.features();
        predictions = training.predictions();
        int bins = predictions == null ? 0 : predictions.bins();
        for (Distribution each : features) {
            bins += each.bins();
        }
        counts = new long[bins];
    }

    /** Tells whether it is known how training lay: otherwise there is nothing to measure. */
    boolean isOn() {
        return predictions != null;
    }

    /** Takes what a model saw and said. */
    void add(double[] values, double prediction) {
        int base = 0;
        for (int i = 0; i < features.size(); i++) {
            Distribution feature = features.get(i);
            counts[base + feature.bin(values[i])]++;
            base += feature.bins();
        }
        counts[base + predictions.bin(prediction)]++;
        count++;
    }

    /** Returns how many predictions the window has by now. */
    int count() {
        return count;
    }

    int featureCount() {
        return features.size();
    }

    /** Returns the index of a feature; of one behind the last: that of the predictions. */
    double index(int feature) {
        int base = 0;
        for (int i = 0; i < feature; i++) {
            base += features.get(i).bins();
        }
        Distribution trained = feature == features.size() ? predictions : features.get(feature);
        double sum = 0;
        for (int bin = 0; bin < trained.bins(); bin++) {
            double now = Math.max(LEAST_SHARE, (double) counts[base + bin] / count);
            double then = Math.max(LEAST_SHARE, trained.share(bin));
            sum += (now - then) * StrictMath.log(now / then);
        }
        return sum;
    }

    /** Begins the next window. */
    void clear() {
        Arrays.fill(counts, 0);
        count = 0;
    }

    void save(SnapshotWriter out) {
        out.putInt(count).putLongs(counts, counts.length);
    }

    void load(SnapshotReader in) {
        count = in.getInt();
        in.getLongs(counts, counts.length);
    }
}
