/**
 * Yahoo Finance: the chart interface, polled for bars, and the streamer of prices. Neither is documented by Yahoo; facts
 * are those that its own pages and open clients show. All of it runs on the feed's event loop.
 */
package org.millrace.feeds.yahoo;
