/**
 * The past in a journal: what it has already, and the clock that stands still while it is imported. Used by the command
 * line, on its thread.
 */
package org.millrace.engine.history;
