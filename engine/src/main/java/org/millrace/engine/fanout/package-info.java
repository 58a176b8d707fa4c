/**
 * The line's last stage: numbers what was committed to JournalOut and writes it, framed, into the ring that the gateway's
 * event loops read. Never waits for a reader.
 */
package org.millrace.engine.fanout;
