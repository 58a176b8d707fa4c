/**
 * Keeps events on disk in order. Open {@link org.millrace.journal.Journal} first: it locks, verifies and repairs a
 * folder of cycle files, and gives its one appender; {@link org.millrace.journal.JournalReader} reads any journal, also
 * while another process writes it. The appender runs on the hot line, agents and readers on threads of their own. The
 * format and the rules are in README.md of this module.
 */
package org.millrace.journal;
