/**
 * Replays journals with strategies plugged in, and says how they did: the run, what it kept of fills, orders and equity,
 * round trips, and the measures, as the engine's README defines them under "Backtests". On the caller's thread.
 */
package org.millrace.engine.backtest;
