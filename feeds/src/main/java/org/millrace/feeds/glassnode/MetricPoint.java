package org.millrace.feeds.glassnode;

/**
 * One value of an answer.
 *
 * @param start      of the interval that it speaks of, seconds
 * @param part       name of the part, where the venue gives an object; empty = the value itself
 * @param computedAt when it was computed, seconds; 0 = the venue does not say
 */
record MetricPoint(long start, String part, double value, long computedAt) {}
