package org.millrace.engine.training;

/** What was known when a bar ended. */
final class Row {
    private final int instrument;
    private final long endNs;
    private final double close;
    private final boolean tainted;
    private final double[] features;

    /**
     * Holds it.
     *
     * @param instrument index of its instrument
     * @param endNs      end of the bar, UTC
     * @param close      of the bar
     * @param tainted    whether one of its values rests on data that quality doubts
     * @param features   values of the set; NaN: not known
     */
    Row(int instrument, long endNs, double close, boolean tainted, double[] features) {
        this.instrument = instrument;
        this.endNs = endNs;
        this.close = close;
        this.tainted = tainted;
        this.features = features;
    }

    int instrument() {
        return instrument;
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
        return new Row(instrument, endNs, close, tainted, others);
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
