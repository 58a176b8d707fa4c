/**
 * The simulator as Yahoo Finance: charts by REST, and the streamer, which sends Protocol Buffers as base64. What is traded is
 * there twice, as a coin ({@code BTC-USDT}) and as a share ({@code BTC}). Lives on the simulator's event loop.
 */
package org.millrace.feeds.simulator.yahoo;
