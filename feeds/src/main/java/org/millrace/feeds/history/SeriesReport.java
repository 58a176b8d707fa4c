package org.millrace.feeds.history;

/**
 * What came of a series.
 *
 * @param rows        taken
 * @param known       passed over, because the journal has them
 * @param firstTime   event time of the first row taken, ns; 0 = none was
 * @param lastTime    time of the last row, ns
 * @param holes       places where bars do not follow one another
 * @param missingBars how many would fill them
 */
public record SeriesReport(
        HistorySeries series, long rows, long known, long firstTime, long lastTime, long holes, long missingBars) {}
