package org.millrace.engine.pipeline;

/**
 * A value of an hour that is news.
 *
 * @param metricId  the CRC-32 of its path
 * @param startNs   of the hour
 * @param knownNs   when it is taken to have come
 * @param isRevised another value was known before
 */
record MetricRow(long metricId, long startNs, long knownNs, double value, boolean isRevised) {}
