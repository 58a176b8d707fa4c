/**
 * Alpaca's shares and crypto by WebSocket, as JSON and as MessagePack ("Real-time Stock Data", "Real-time Crypto Data",
 * docs.alpaca.markets). Open {@link org.millrace.feeds.alpaca.AlpacaFeed} first: every frame is an array of messages, which
 * {@link org.millrace.feeds.alpaca.AlpacaDecoder} reads wholly, by either form's {@code MessageReader}, before anything
 * is published. All of it runs on the feed's one thread.
 */
package org.millrace.feeds.alpaca;
