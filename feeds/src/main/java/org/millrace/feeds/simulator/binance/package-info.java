/**
 * The simulator's face of Binance spot: messages as in its "WebSocket Streams" and "General endpoints", their shape as in
 * recorded frames.
 */
package org.millrace.feeds.simulator.binance;
