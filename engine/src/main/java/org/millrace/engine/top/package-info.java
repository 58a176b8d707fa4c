/** The engine in a terminal: rates, latencies and lags, computed from what the metrics page says twice. */
package org.millrace.engine.top;
