package org.millrace.gateway.latest;

/**
 * Some bars as one.
 *
 * @param startNs of the first, UTC ns
 * @param trades  how many
 */
public record BarSummary(
        long startNs, double open, double high, double low, double close, double volume, long trades) {}
