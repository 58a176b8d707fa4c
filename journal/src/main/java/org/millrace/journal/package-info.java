/** Keeps events on disk in order, and tails them into QuestDB. */
package org.millrace.journal;
