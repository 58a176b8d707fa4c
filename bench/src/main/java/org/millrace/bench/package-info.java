/**
 * Benchmarks: {@link org.millrace.bench.Bench} runs them and writes one table. {@code micro} holds the JMH ones,
 * {@code latency} the open-loop harness.
 */
package org.millrace.bench;
