/** The venues that Millrace speaks: {@link org.millrace.feeds.venues.Venues} lists them. */
package org.millrace.feeds.venues;
