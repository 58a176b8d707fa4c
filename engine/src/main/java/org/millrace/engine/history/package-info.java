/**
 * The past in a journal: what it has already, which an import passes over. Used by the command line, on its thread.
 */
package org.millrace.engine.history;
