package org.millrace.engine.training;

/**
 * What was known when a bar ended.
 *
 * @param instrument index of its instrument
 * @param endNs      end of the bar, UTC
 * @param close      of the bar
 * @param tainted    whether one of its values rests on data that quality doubts
 * @param features   values of the set; NaN: not known
 */
record Row(int instrument, long endNs, double close, boolean tainted, double[] features) {
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
