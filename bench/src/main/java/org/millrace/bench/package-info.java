/**
 * Benchmarks: {@link org.millrace.bench.Bench} runs them and writes one table. {@code micro} holds the JMH ones.
 */
package org.millrace.bench;
