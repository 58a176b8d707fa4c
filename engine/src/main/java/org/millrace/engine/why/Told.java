package org.millrace.engine.why;

/**
 * An event of JournalOut.
 *
 * @param cause sequence of the input, in JournalIn, that led to it
 * @param json  all of it
 */
public record Told(long sequence, long cause, String type, String json) {}
