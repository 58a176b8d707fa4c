package org.millrace.gateway.backtests;

/**
 * What came of a backtest, as one page that needs nothing else.
 *
 * @param policy its Content-Security-Policy: allows its own script and style by their hashes, and nothing else
 */
public record BacktestReport(String html, String policy) {}
