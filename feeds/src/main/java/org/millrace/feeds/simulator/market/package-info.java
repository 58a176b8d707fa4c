/**
 * Seeded markets: what happens in them is a pure function of their settings and of how many steps were made. Open
 * {@link org.millrace.feeds.simulator.market.OrderFlow} first. Which protocol tells of it is no concern of theirs.
 */
package org.millrace.feeds.simulator.market;
