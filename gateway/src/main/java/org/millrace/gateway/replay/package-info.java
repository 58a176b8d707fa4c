/**
 * The past, read from JournalOut for clients that resume or replay: at the pace they ask for, numbered as it was when it
 * was live. {@link org.millrace.gateway.replay.Replays} runs all of them on one thread of their own, so that nobody who
 * is live waits for a disk; what it reads is handed to a {@link org.millrace.gateway.replay.ReplayListener}.
 */
package org.millrace.gateway.replay;
