package org.millrace.journal.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.EventFrame;
import org.millrace.journal.JournalException;
import org.millrace.journal.cycle.BatchHeader;
import org.millrace.journal.cycle.Checksum;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.cycle.CycleScanner;
import org.millrace.journal.cycle.CycleSearch;

/** Takes the last events off a journal that nobody is writing; the batch that they begin in is written anew. */
public final class JournalTail {
    private final Path directory;
    private final CycleRepair repair;
    private final Checksum checksum = new Checksum();

    public JournalTail(Path directory) {
        this.directory = directory;
        this.repair = new CycleRepair(directory);
    }

    /** Moves the events from a sequence on aside. Returns where the journal ends then. */
    public JournalEnd moveAside(long fromSequence) throws IOException {
        List<Path> files = CycleFiles.listOnly(directory);
        int index = Math.max(0, CycleSearch.indexOf(files, fromSequence, checksum));
        for (int i = files.size() - 1; i > index; i--) {
            repair.moveAside(files.get(i));
        }
        return cut(files.get(index), fromSequence);
    }

    private JournalEnd cut(Path file, long fromSequence) throws IOException {
        try (CycleScanner cycle = CycleFiles.scan(file, checksum, 0, 0)) {
            CycleScanner.Found found = cycle.next();
            boolean hasBatchesBefore = found == CycleScanner.Found.BATCH && cycle.firstSequence() < fromSequence;
            while (found == CycleScanner.Found.BATCH && cycle.expectedSequence() <= fromSequence) {
                found = cycle.next();
            }
            if (found != CycleScanner.Found.BATCH) {
                throw new JournalException(file, "has no event " + fromSequence + " " + cycle.reason());
            } else if (!hasBatchesBefore) {
                repair.moveAside(file);
                return new JournalEnd(fromSequence - 1, cycle.previousCrc());
            }
            repair.copyAside(file);
            return shorten(cycle, fromSequence);
        }
    }

    private JournalEnd shorten(CycleScanner cycle, long fromSequence) throws IOException {
        int count = (int) (fromSequence - cycle.firstSequence());
        int crc = cycle.previousCrc();
        long position = cycle.batchPosition();
        if (count > 0) {
            UnsafeBuffer batch = firstEvents(cycle, count);
            crc = BatchHeader.crc((DirectBuffer) batch, 0);
            position = repair.writeBatch(cycle.file(), position, batch);
        }
        repair.seal(cycle.file(), position);
        return new JournalEnd(fromSequence - 1, crc);
    }

    private UnsafeBuffer firstEvents(CycleScanner cycle, int count) {
        DirectBuffer frames = cycle.buffer();
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += EventFrame.frameLength(EventFrame.length(frames, cycle.framesOffset() + length));
        }
        UnsafeBuffer batch = new UnsafeBuffer(new byte[BatchHeader.LENGTH + length]);
        BatchHeader.write(batch, count, cycle.firstSequence(), length, cycle.previousCrc());
        BatchHeader.putSchemaVersion(batch, cycle.schemaVersion());
        batch.putBytes(BatchHeader.LENGTH, frames, cycle.framesOffset(), length);
        BatchHeader.putCrc(batch, checksum.of(batch, 0, batch, BatchHeader.LENGTH, length));
        return batch;
    }
}
