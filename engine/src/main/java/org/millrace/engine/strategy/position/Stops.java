package org.millrace.engine.strategy.position;

import org.millrace.engine.strategy.Range;

/**
 * Where a position ends that goes wrong: orders that wait on the exchange from its first fill on, and only reduce. 0: no
 * such stop.
 *
 * @param stop         part of the price paid that may be lost
 * @param atrStop      average true ranges (14 bars, at the entry) that the price may go wrong; the nearer of both counts
 * @param trailingStop part of the price paid that the price may come back from its best
 */
public record Stops(
        @Range(value = 0, from = 0, to = 0.9, step = 0.005) double stop,
        @Range(value = 0, from = 0, to = 50, step = 0.5) double atrStop,
        @Range(value = 0, from = 0, to = 0.9, step = 0.005) double trailingStop) {

    /**
     * Returns how far the price may go wrong; 0: as far as it likes, NaN: not known yet.
     *
     * @param paid price
     * @param atr  average true range, NaN: not known
     */
    public double distance(double paid, double atr) {
        double fixed = stop > 0 ? stop * paid : Double.POSITIVE_INFINITY;
        double nearest = atrStop > 0 ? Math.min(fixed, atrStop * atr) : fixed;
        return nearest == Double.POSITIVE_INFINITY ? 0 : nearest;
    }

    /** Returns how far the price may come back from its best; 0: as far as it likes. */
    public double trail(double paid) {
        return trailingStop * paid;
    }

    boolean needsRange() {
        return atrStop > 0;
    }
}
