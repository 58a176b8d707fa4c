/**
 * Bars of trades: nine timeframes aligned to UTC, and tick, volume and notional bars. One
 * {@link org.millrace.engine.bars.BarsStage} on the conveyor's thread; per instrument {@code TimeBars} and
 * {@code ThresholdBars}.
 *
 * <p>By definition a time bar is made of the accepted trades whose event time lies in its interval, ordered by event
 * time, then by input sequence. An interval is closed when the instrument's own time has reached its end: the newest
 * trade's event time, or a tick's time by the venue's clock less the grace. What comes for a closed interval corrects
 * its bar while that is kept and within the late window; afterwards it is counted, and the next bar of the timeframe
 * is flagged LATE.
 */
package org.millrace.engine.bars;
