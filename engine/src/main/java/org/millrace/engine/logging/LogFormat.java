package org.millrace.engine.logging;

/** What a line of the log looks like. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** For machines: one object a line, with the field names of the Elastic Common Schema. */
    JSON
}
