package org.millrace.journal;

import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Forces journals to the disk once an interval, in the order given: what others are computed from comes first. A failure
 * ends the agent by its exception and stops the journal.
 */
public final class JournalSyncer implements Agent {
    private final Journal[] journals;
    private final long[] sequences;
    private final long intervalNs;
    private final NanoClock clock;
    private long deadlineNs;

    /** Forces {@code journals}, the journal of inputs first, every {@code interval}. */
    public JournalSyncer(List<Journal> journals, Duration interval, NanoClock clock) {
        this.journals = journals.toArray(Journal[]::new);
        this.sequences = new long[journals.size()];
        this.intervalNs = interval.toNanos();
        this.clock = clock;
        this.deadlineNs = clock.nanoTime();
    }

    @Override
    public int doWork() {
        long nowNs = clock.nanoTime();
        if (nowNs - deadlineNs < 0) {
            return 0;
        }
        deadlineNs = nowNs + intervalNs;
        for (int i = 0; i < journals.length; i++) {
            sequences[i] = journals[i].lastSequence(); // before the first is forced: its causes are forced with it
        }
        int forced = 0;
        for (int i = 0; i < journals.length; i++) {
            forced += journals[i].force(sequences[i]) ? 1 : 0;
        }
        return forced;
    }

    @Override
    public String roleName() {
        return "journal-syncer";
    }
}
