/**
 * The order book of one instrument: {@link org.millrace.codecs.book.OrderBook}, as feeds keep it while they join
 * snapshot and deltas, and the book stage keeps it for its outputs. Single-threaded, exact, in flat arrays.
 */
package org.millrace.codecs.book;
