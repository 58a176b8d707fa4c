package org.millrace.gateway.liquidations;

/**
 * Something that is not as it should be.
 *
 * @param check   which check found it
 * @param message what, and where first
 */
public record Finding(String check, String message) {}
