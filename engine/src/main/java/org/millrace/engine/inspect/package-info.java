/** Shows what is in a journal: its events as JSON lines, CSV or a table, and the order books at its end. Read-only. */
package org.millrace.engine.inspect;
