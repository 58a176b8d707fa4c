/**
 * The only classes that touch Chronicle Queue: it writes documents into memory-mapped cycle files, one queue in the
 * folder of the file that is being written. Nothing here knows what a document holds. The writer runs on the thread that
 * appends, {@link org.millrace.journal.chronicle.PageToucher} on one of its own.
 */
package org.millrace.journal.chronicle;
