/**
 * What a strategy is: a small class that is told of the market and of its own orders, and places orders through its
 * {@link org.millrace.engine.strategy.StrategyContext}. It knows no time but that of events.
 */
package org.millrace.engine.strategy;
