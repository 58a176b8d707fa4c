package org.millrace.journal.damage;

/**
 * Where a journal ends: what the next batch must follow.
 *
 * @param lastSequence of the last event; 0: there is none
 * @param lastCrc      checksum of the last batch
 */
public record JournalEnd(long lastSequence, int lastCrc) {
    static final JournalEnd EMPTY = new JournalEnd(0, 0);
}
