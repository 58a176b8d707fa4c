package org.millrace.engine.logging;

/** What is written: this and worse. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF
}
