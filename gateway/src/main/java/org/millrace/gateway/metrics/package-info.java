/**
 * Metrics for Prometheus: parts hand in suppliers of their counters by name and labels
 * ({@link org.millrace.gateway.metrics.Metrics}), which are read when somebody scrapes. Names are fixed by the surface
 * that users were promised. Labels never hold what a client sent.
 */
package org.millrace.gateway.metrics;
