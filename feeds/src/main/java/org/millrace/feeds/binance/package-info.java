/**
 * Binance spot and Binance.US by JSON: {@link org.millrace.feeds.binance.BinanceFeed} takes frames and depth snapshots on
 * the feed's thread and publishes trades, quotes, whole books and bars; {@link org.millrace.feeds.binance.BinanceDecoder}
 * reads a frame, {@link org.millrace.feeds.binance.BookSynchroniser} joins a book's snapshot and deltas. Protocol:
 * developers.binance.com/docs/binance-spot-api-docs, sections "WebSocket Streams" and "How to manage a local order book
 * correctly".
 */
package org.millrace.feeds.binance;
