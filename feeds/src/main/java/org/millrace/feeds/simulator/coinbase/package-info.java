/**
 * The simulator's faces of Coinbase: the Exchange feed ("WebSocket Overview", "Channels") and Advanced Trade ("Advanced
 * Trade WebSocket Channels"), their shape as in recorded frames.
 */
package org.millrace.feeds.simulator.coinbase;
