package org.millrace.journal.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.millrace.journal.cycle.Checksum;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.cycle.CycleScanner;
import org.millrace.journal.cycle.CycleSearch;

/**
 * Verifies the end of a journal that nobody is writing: the last cycle whole, of the one before it the links between its
 * batches. What an interrupted writer left unfinished is put in order; damage is found, and repaired on demand.
 */
public final class JournalCheck {
    private final Path directory;
    private final Checksum checksum = new Checksum();
    private final List<Path> files;
    private final long marked;
    private JournalEnd end = JournalEnd.EMPTY;
    private Path endFile; // holds the last good batch
    private long endPosition;
    private Path faultFile;
    private long faultPosition;
    private String fault = "";

    public JournalCheck(Path directory) {
        this.directory = directory;
        this.files = CycleFiles.listOnly(directory);
        this.marked = JournalMark.read(directory);
    }

    /** Reads to the end of what is good. Returns the damage there, if any. */
    public Optional<Damage> run() throws IOException {
        int from = Math.max(0, files.size() - 2);
        readFrom(from);
        while (endFile == null && from > 0) { // all of that is bad: further back
            readFrom(--from);
        }
        if (fault.isEmpty() && marked > end.lastSequence()) {
            fault(endFile == null ? directory : endFile, endPosition, "the journal ends before its last event");
        }
        return fault.isEmpty()
                ? Optional.empty()
                : Optional.of(DamageReport.of(faultFile, faultPosition, fault, end.lastSequence(), marked));
    }

    /** Returns the end of what is good. */
    public JournalEnd end() {
        return end;
    }

    /** Keeps the good beginning; what is damaged is moved aside, what was never finished is cut off. */
    public void settle() throws IOException {
        CycleRepair repair = new CycleRepair(directory);
        int behind = endFile == null ? 0 : CycleSearch.indexAfter(files, endFile);
        for (int i = files.size() - 1; i >= behind; i--) {
            if (fault.isEmpty()) {
                Files.delete(files.get(i)); // begun, but without a batch
            } else {
                repair.moveAside(files.get(i));
            }
        }
        if (endFile != null) {
            if (endFile.equals(faultFile)) {
                repair.copyAside(endFile);
            }
            repair.seal(endFile, endPosition);
        }
    }

    private void readFrom(int from) throws IOException {
        fault = "";
        for (int i = from; i < files.size(); i++) {
            boolean follows = endFile != null
                    && CycleSearch.follows(files.get(i), end.lastSequence() + 1, end.lastCrc(), checksum);
            if (fault.isEmpty() || follows) {
                fault = "";
                check(files.get(i), i == files.size() - 1);
            }
        }
    }

    private void check(Path file, boolean isLast) throws IOException {
        long expectedSequence = endFile == null ? 0 : end.lastSequence() + 1;
        try (CycleScanner cycle = CycleFiles.scan(file, checksum, expectedSequence, end.lastCrc())) {
            cycle.verifying(isLast);
            CycleScanner.Found found = readBatches(cycle);
            while (isLast && finish(cycle, found)) {
                found = readBatches(cycle);
            }
            if (found == CycleScanner.Found.DAMAGED) {
                fault(file, cycle.position(), cycle.reason());
            } else if (isLast && DamageReport.hasBatchBehind(file, cycle.position(), end.lastSequence())) {
                fault(file, cycle.position(), "data lies behind a hole");
            }
        }
    }

    private CycleScanner.Found readBatches(CycleScanner cycle) {
        CycleScanner.Found found = cycle.next();
        while (found == CycleScanner.Found.BATCH) {
            end = new JournalEnd(cycle.expectedSequence() - 1, cycle.expectedCrc());
            endFile = cycle.file();
            endPosition = cycle.position();
            found = cycle.next();
        }
        return found;
    }

    /** Finishes a batch that is whole but for its document's header. */
    private static boolean finish(CycleScanner cycle, CycleScanner.Found found) throws IOException {
        int length = found == CycleScanner.Found.SEALED ? 0 : cycle.wholeBatchLength();
        if (length > 0) {
            CycleRepair.writeInt(cycle.file(), cycle.position(), length);
        }
        return length > 0;
    }

    private void fault(Path file, long position, String reason) {
        faultFile = file;
        faultPosition = position;
        fault = reason;
    }
}
