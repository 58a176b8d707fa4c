/**
 * What a run of trading is judged by: measures of returns and of trades, each defined in doc/backtests.md. Plain
 * arithmetic on arrays of doubles; it knows no events.
 */
package org.millrace.engine.performance;
