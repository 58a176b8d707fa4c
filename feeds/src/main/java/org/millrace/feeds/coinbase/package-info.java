/**
 * Coinbase Exchange and Coinbase Advanced Trade: trades whose ids are watched, quotes, and books that begin with a snapshot
 * on the socket. {@link org.millrace.feeds.coinbase.CoinbaseFeed} turns a frame into events, on the feed's thread.
 * Protocols: "Exchange WebSocket Feed: Channels" (docs.cdp.coinbase.com/exchange) and "Advanced Trade WebSocket: Channels"
 * (docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis).
 */
package org.millrace.feeds.coinbase;
