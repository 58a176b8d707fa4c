/**
 * Indicators of closed time bars, each updated in constant time. {@link org.millrace.engine.indicators.IndicatorsStage}
 * runs on the conveyor's thread and holds one {@code IndicatorSet} for each instrument and timeframe.
 *
 * <p>Values, and the bar at which each first appears, are those of TA-Lib 0.4.0 (Java) on the same bars, its constants
 * for "as good as zero" included; sums over windows are renewed once a window, so that errors do not pile up.
 */
package org.millrace.engine.indicators;
