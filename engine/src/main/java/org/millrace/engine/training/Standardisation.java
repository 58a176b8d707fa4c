package org.millrace.engine.training;

/** Takes features to mean 0 and deviation 1 by rows that are trained on. A feature that never changes there becomes 0. */
final class Standardisation {
    private final double[] mean;
    private final double[] deviation;

    private Standardisation(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /** Measures features in some rows. */
    static Standardisation of(Dataset data, int[] rows) {
        int features = data.features().size();
        double[] mean = new double[features];
        double[] deviation = new double[features];
        for (int row : rows) {
            for (int i = 0; i < features; i++) {
                mean[i] += data.values(row)[i] / rows.length;
            }
        }
        for (int row : rows) {
            for (int i = 0; i < features; i++) {
                double away = data.values(row)[i] - mean[i];
                deviation[i] += away * away / rows.length;
            }
        }
        for (int i = 0; i < features; i++) {
            double root = StrictMath.sqrt(deviation[i]);
            deviation[i] = root > 1e-12 * Math.max(1e-12, Math.abs(mean[i])) ? root : 0;
        }
        return new Standardisation(mean, deviation);
    }

    /** Returns a feature's value, standardised. */
    double apply(int feature, double value) {
        return deviation[feature] == 0 ? 0 : (value - mean[feature]) / deviation[feature];
    }

    /** Returns the mean of a feature. */
    double mean(int feature) {
        return mean[feature];
    }

    /** Returns the deviation of a feature; 0: it never changes. */
    double deviation(int feature) {
        return deviation[feature];
    }
}
