/**
 * What every venue's feed is built of: {@link org.millrace.feeds.venue.SymbolTable} finds a symbol's instrument,
 * {@link org.millrace.feeds.venue.InputWriter} and {@link org.millrace.feeds.venue.BookRun} encode events,
 * {@link org.millrace.feeds.venue.InstrumentWatch} tells of instruments that fell silent.
 */
package org.millrace.feeds.venue;
