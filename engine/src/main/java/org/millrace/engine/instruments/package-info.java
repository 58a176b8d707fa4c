/**
 * Instruments: the registry that feeds ask for ids, on their own threads, and the stage that keeps every definition
 * for restarts and publishes all of them again at the start of a span.
 */
package org.millrace.engine.instruments;
