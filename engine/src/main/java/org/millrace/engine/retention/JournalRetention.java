package org.millrace.engine.retention;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.millrace.engine.replay.Recovery;
import org.millrace.engine.snapshot.Snapshot;
import org.millrace.engine.snapshot.SnapshotFiles;
import org.millrace.journal.Journal;
import org.millrace.journal.cursor.Cursors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes, after each snapshot, the cycles of both journals that nothing needs any more. */
public final class JournalRetention {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRetention.class);

    private final Journal inputs;
    private final Journal outputs;
    private final Cursors cursors;
    private final List<String> configured;
    private final long keepNs;
    private final EpochNanoClock clock;

    /**
     * Creates the retention of two journals.
     *
     * @param configured names of the cursors on JournalOut that hold it back
     */
    public JournalRetention(
            Journal inputs,
            Journal outputs,
            Cursors cursors,
            List<String> configured,
            RetentionSettings settings,
            EpochNanoClock clock) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.cursors = cursors;
        this.configured = List.copyOf(configured);
        this.keepNs = settings.keep().toNanos();
        this.clock = clock;
    }

    /** Deletes what is older than all of: the snapshots, which must be as many as are kept; the cursors; the set time. */
    public void onSnapshot(SnapshotFiles files) {
        List<Snapshot> snapshots = files.readable();
        if (snapshots.size() < SnapshotFiles.KEPT) {
            return; // should the only one turn out unreadable, everything is replayed
        }
        Snapshot oldest = snapshots.get(snapshots.size() - 1);
        long timeMs = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - keepNs);
        long output = Math.min(Recovery.firstOutput(oldest), cursors.lowest(configured));
        int deleted = inputs.deleteBefore(Recovery.firstInput(oldest), timeMs) + outputs.deleteBefore(output, timeMs);
        if (deleted > 0) {
            LOG.info("journals: {} files deleted that neither snapshots nor cursors need", deleted);
        }
    }
}
