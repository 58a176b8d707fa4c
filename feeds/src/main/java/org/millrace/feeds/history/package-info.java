/**
 * The past: rows of trades, bars, quotes and observations, from files or from venues' REST, merged by time, checked, and
 * turned into the events that the line takes. A caller's thread does all of it. What a venue can be asked for is a
 * {@code VenueHistory} in the venue's own package.
 */
package org.millrace.feeds.history;
