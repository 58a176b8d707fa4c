package org.millrace.feeds.csv;

import org.millrace.codecs.sbe.Venue;

/**
 * What a file is said to be. What is left out is taken from its columns, then from its name.
 *
 * @param layout   its name; empty: told by header or shape
 * @param venue    whose market it is; NONE: as the file says
 * @param symbol   the venue's own name; empty: as the file says
 * @param name     of the instrument, normalised; empty: made of the symbol
 * @param interval of bars and quotes, seconds; 0: as the file says
 */
public record CsvOptions(String layout, Venue venue, String symbol, String name, long interval) {}
