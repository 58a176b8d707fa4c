package org.millrace.engine.inspect;

/** How events are shown. */
public enum Format {
    JSON,
    CSV,
    TABLE
}
