/**
 * Replays journals with strategies plugged in, and says how they did: the run, what it kept of fills, orders and equity,
 * round trips, and the measures, as doc/backtests.md defines them. On the caller's thread.
 */
package org.millrace.engine.backtest;
