/**
 * The simulator as Alpaca: shares at {@code /v2/}, crypto at {@code /v1beta3/crypto/}, by JSON or MessagePack as the client's
 * content type says. Lives on the simulator's event loop.
 *
 * @see <a href="https://docs.alpaca.markets/docs/streaming-market-data">WebSocket Stream</a>
 */
package org.millrace.feeds.simulator.alpaca;
