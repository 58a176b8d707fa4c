package org.millrace.journal;

import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventFrame;
import org.millrace.journal.cycle.Checksum;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.cycle.CycleScanner;
import org.millrace.journal.cycle.CycleSearch;
import org.millrace.journal.damage.DamageException;
import org.millrace.journal.damage.DamageReport;
import org.millrace.journal.damage.JournalMark;

/**
 * Reads a journal in order, from this process or another, also while it is being written. Every batch is verified before
 * its events are handed on, straight from read-only mapped pages. One thread at a time.
 */
public final class JournalReader implements AutoCloseable {
    private final Path directory;
    private final boolean verifying;
    private final Checksum checksum = new Checksum();
    private CycleScanner cycle;
    private boolean isLastCycle;
    private long sequence;
    private long fromSequence = 1;

    private JournalReader(Path directory, boolean verifying) {
        this.directory = directory;
        this.verifying = verifying;
    }

    /** Opens the journal in a folder, before its first event. Nothing is locked or changed. */
    public static JournalReader open(Path directory) {
        return open(directory, true);
    }

    /**
     * Opens the journal for one who knows what it must hold: batches whose checksum does not match are handed on too, so
     * that the event which was changed can be found.
     */
    public static JournalReader openUnverified(Path directory) {
        return open(directory, false);
    }

    private static JournalReader open(Path directory, boolean verifying) {
        if (!directory.toFile().isDirectory()) {
            throw new JournalException(directory, "there is no journal");
        }
        return new JournalReader(directory, verifying);
    }

    /**
     * Goes to an event, so that it is the next to be read.
     *
     * @throws JournalException if retention has deleted it
     */
    public void seek(long sequence) {
        close();
        fromSequence = Math.max(1, sequence);
        this.sequence = fromSequence - 1;
        List<Path> files = CycleFiles.list(directory);
        int index = CycleSearch.indexOf(files, fromSequence, checksum);
        if (index == CycleSearch.BEFORE_FIRST) {
            throw new JournalException(
                    directory,
                    "event " + fromSequence + " is no longer kept, the first is "
                            + CycleSearch.firstSequence(files.get(0), checksum));
        } else if (index >= 0) {
            enter(files, index, 0, 0);
            skip();
        }
    }

    /**
     * Hands on the events of the next batches, and {@link EventConsumer#flush} after each batch.
     *
     * @return how many events were handed on; 0: there are no more for now
     * @throws DamageException if the journal is damaged here; all events before have been handed on
     */
    public int poll(EventConsumer consumer, int maxBatches) {
        int events = 0;
        for (int i = 0; i < maxBatches && next(i == 0); i++) {
            events += deliver(consumer);
        }
        return events;
    }

    /**
     * Hands on the next batches whole. After {@link #seek} the first one may begin before the event sought.
     *
     * @return how many events were handed on; 0: there are no more for now
     * @throws DamageException if the journal is damaged here; all batches before have been handed on
     */
    public int pollBatches(BatchConsumer consumer, int maxBatches) {
        int events = 0;
        for (int i = 0; i < maxBatches && next(i == 0); i++) {
            sequence = cycle.expectedSequence() - 1;
            consumer.onBatch(
                    cycle.buffer(), cycle.framesOffset(), cycle.framesLength(), cycle.count(), cycle.firstSequence());
            events += cycle.count();
        }
        return events;
    }

    /** Returns the sequence of the last event read; before the first it is one less than the one sought, or 0. */
    public long sequence() {
        return sequence;
    }

    /** Returns the sequence of the first event that the journal still has; 0: it has none. */
    public long firstSequence() {
        for (Path file : CycleFiles.list(directory)) {
            long first = CycleSearch.firstSequence(file, checksum);
            if (first != 0) {
                return first;
            }
        }
        return 0;
    }

    /**
     * Looks behind the end that {@link #poll} came to, in a journal that nobody is writing.
     *
     * @throws DamageException if there is more behind, or was once
     */
    public void checkEnd() {
        if (cycle != null && DamageReport.hasBatchBehind(cycle.file(), cycle.position(), sequence)) {
            throw damage("data lies behind a hole");
        } else if (cycle != null && sequence < JournalMark.read(directory)) {
            throw damage("the journal ends before its last event");
        }
    }

    @Override
    public void close() {
        if (cycle != null) {
            cycle.close();
            cycle = null;
        }
    }

    /** Goes to the next batch; of damage it tells only if nothing was handed on before. */
    private boolean next(boolean tellDamage) {
        while (cycle != null || enterFirst()) {
            switch (cycle.next()) {
                case BATCH -> {
                    if (cycle.expectedSequence() > fromSequence) {
                        return true;
                    }
                }
                case SEALED -> {
                    if (!enterNext()) {
                        return false;
                    }
                }
                case END, UNFINISHED -> {
                    if (isLastCycle || !enterNext()) {
                        return false;
                    }
                }
                case DAMAGED -> {
                    if (isLastCycle || !nextFollows()) {
                        return damaged(tellDamage);
                    }
                    enterNext();
                }
            }
        }
        return false;
    }

    private boolean damaged(boolean tell) {
        if (tell) {
            throw damage(cycle.reason());
        }
        return false;
    }

    /** Returns whether the next file goes on where the last good batch ended: then no batch was damaged. */
    private boolean nextFollows() {
        List<Path> files = CycleFiles.list(directory);
        int index = CycleSearch.indexAfter(files, cycle.file());
        return cycle.expectedSequence() != 0
                && index < files.size()
                && CycleSearch.follows(files.get(index), cycle.expectedSequence(), cycle.expectedCrc(), checksum);
    }

    private int deliver(EventConsumer consumer) {
        DirectBuffer buffer = cycle.buffer();
        int offset = cycle.framesOffset();
        int end = offset + cycle.framesLength();
        long at = cycle.firstSequence();
        int events = 0;
        sequence = cycle.expectedSequence() - 1;
        while (offset < end) {
            int length = EventFrame.length(buffer, offset);
            if (at++ >= fromSequence) {
                consumer.onEvent(buffer, EventFrame.messageOffset(offset), length);
                events++;
            }
            offset += EventFrame.frameLength(length);
        }
        consumer.flush();
        return events;
    }

    private void skip() {
        cycle.verifying(false); // what lies before the event sought is not read, only counted
        CycleScanner.Found found = cycle.next();
        while (found == CycleScanner.Found.BATCH && cycle.expectedSequence() <= fromSequence) {
            found = cycle.next();
        }
        if (found == CycleScanner.Found.BATCH) {
            cycle.stepBack();
        }
        cycle.verifying(verifying);
    }

    private boolean enterFirst() {
        List<Path> files = CycleFiles.list(directory);
        if (files.isEmpty()) {
            return false;
        }
        enter(files, 0, 0, 0);
        return true;
    }

    private boolean enterNext() {
        List<Path> files = CycleFiles.list(directory);
        int index = CycleSearch.indexAfter(files, cycle.file());
        if (index == files.size()) {
            return false;
        }
        long expectedSequence = cycle.expectedSequence();
        int expectedCrc = cycle.expectedCrc();
        close();
        enter(files, index, expectedSequence, expectedCrc);
        return true;
    }

    private void enter(List<Path> files, int index, long expectedSequence, int expectedCrc) {
        cycle = CycleFiles.scan(files.get(index), checksum, expectedSequence, expectedCrc);
        cycle.verifying(verifying);
        isLastCycle = index == files.size() - 1;
    }

    private DamageException damage(String reason) {
        long lastGood = Math.max(0, cycle.expectedSequence() - 1);
        return new DamageException(
                DamageReport.of(cycle.file(), cycle.position(), reason, lastGood, JournalMark.read(directory)));
    }
}
