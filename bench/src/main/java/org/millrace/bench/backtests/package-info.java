/** Backtests: events and bars a second through the whole line, beside ta4j, and how searches scale with workers. */
package org.millrace.bench.backtests;
