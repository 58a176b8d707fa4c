/**
 * Kraken by WebSocket, v2 and v1: {@link org.millrace.feeds.kraken.KrakenFeed} takes frames on the feed's thread and
 * publishes trades, quotes and books whose checksum agreed; {@link org.millrace.feeds.kraken.KrakenDecoder} reads a frame,
 * {@link org.millrace.feeds.kraken.KrakenBook} keeps a book as the venue does. Protocol: docs.kraken.com/api/docs,
 * sections "WebSocket API v2" and "Websockets v1", guide "Book Checksum".
 */
package org.millrace.feeds.kraken;
