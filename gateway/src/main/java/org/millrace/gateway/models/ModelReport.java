package org.millrace.gateway.models;

/**
 * What training wrote of a version, as one page that needs nothing else.
 *
 * @param policy its Content-Security-Policy: allows the script and the style that stand in it, by their hashes, and nothing else
 */
public record ModelReport(String html, String policy) {}
