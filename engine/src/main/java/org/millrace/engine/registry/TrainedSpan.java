package org.millrace.engine.registry;

/**
 * Bars that a model has learnt from: whatever it is asked of them says nothing of how good it is.
 *
 * @param fromNs end of the first, UTC
 * @param toNs   end of the last
 */
public record TrainedSpan(long fromNs, long toNs) {
    /** Returns which part of a time lies within it, 0 to 1. */
    public double share(long beginNs, long endNs) {
        double common = Math.min(toNs, endNs) - (double) Math.max(fromNs, beginNs);
        return endNs <= beginNs ? 0 : Math.max(0, common / ((double) endNs - beginNs));
    }
}
