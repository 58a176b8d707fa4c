/**
 * Replays: JournalIn through the stages again, compared with JournalOut. What a restart does before it goes live, and
 * what {@code replay --verify} does to prove a journal.
 */
package org.millrace.engine.replay;
