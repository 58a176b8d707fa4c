package org.millrace.engine.training;

/** What was known of an instrument when a bar ended, and at what price it ended. */
final class Row {
    private final long endNs;
    private final double close;
    private final boolean tainted;
    private final double[] features;

    /**
     * Holds it.
     *
     * @param endNs    end of the bar, UTC
     * @param close    of the bar
     * @param tainted  whether one of its values rests on data that quality doubts
     * @param features values of the set; NaN: not known
     */
    Row(long endNs, double close, boolean tainted, double[] features) {
        this.endNs = endNs;
        this.close = close;
        this.tainted = tainted;
        this.features = features;
    }

    long endNs() {
        return endNs;
    }

    double close() {
        return close;
    }

    boolean isTainted() {
        return tainted;
    }

    /** Returns the values, which nobody may change. */
    double[] features() {
        return features;
    }

    /** Returns it with other values. */
    Row with(double[] others) {
        return new Row(endNs, close, tainted, others);
    }

    /** Returns it with the close of the bar as it was corrected. */
    Row closedAt(double corrected) {
        return new Row(endNs, corrected, tainted, features);
    }

    /** Tells whether a feature is missing that is not so everywhere. */
    boolean lacks(boolean[] never) {
        for (int i = 0; i < features.length; i++) {
            if (Double.isNaN(features[i]) && !never[i]) {
                return true;
            }
        }
        return false;
    }
}
