/**
 * Feeds that ask: one request at a time, no oftener than the venue likes, and what is told of it. All of it runs on the
 * feed's event loop.
 */
package org.millrace.feeds.polling;
