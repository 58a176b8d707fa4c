package org.millrace.engine.strategy.position;

import org.millrace.engine.bars.Timeframes;
import org.millrace.engine.strategy.Range;

/**
 * What every strategy that holds a position can be tuned by.
 *
 * @param timeframe of the bars that it looks at, seconds
 * @param shorts    1: it also sells what it does not have; 0: it only buys, and sells that
 */
public record Terms(
        @Range(value = 60, from = 1, to = 604_800) int timeframe,
        @Range(value = 0, from = 0, to = 1) int shorts,
        Sizing sizing,
        Stops stops) {
    /**
     * Refuses a timeframe of whose bars there are no indicators.
     *
     * @throws IllegalArgumentException if it is one; says which there are
     */
    public void requireIndicators() {
        if (Timeframes.indexOf(timeframe) == Timeframes.UNKNOWN) {
            throw new IllegalArgumentException("timeframe=" + timeframe + ": indicators are computed of bars of "
                    + Timeframes.list() + " seconds, no others");
        }
    }
}
