/**
 * The life of a connection to a venue, the same for all venues: connecting over TLS, back-off, circuit breaker, budgets,
 * watchdogs, back-pressure, and reading frames in place. {@link org.millrace.feeds.session.VenueSession} is the state
 * machine. All of it runs on the feed's one event loop; time is read once per cycle or read and handed down.
 */
package org.millrace.feeds.session;
