/**
 * The cycle files of a journal: where they lie, the batches in them and their checksums, the file that holds an event, and
 * what may be deleted. Nothing here writes into a file.
 */
package org.millrace.journal.cycle;
