package org.millrace.journal.cycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.millrace.journal.JournalException;
import org.millrace.journal.chronicle.RollClock;

/** Deletes cycles that nobody needs any more. */
public final class Retention {
    private Retention() {}

    /**
     * Deletes the files whose events all come before a sequence and are older than a time, oldest first, never the newest
     * file.
     */
    public static int deleteBefore(Path directory, long sequence, long timeMs) {
        List<Path> files = CycleFiles.list(directory);
        Checksum checksum = new Checksum();
        int deleted = 0;
        while (deleted < files.size() - 1) {
            Path next = files.get(deleted + 1);
            long nextFirst = CycleSearch.firstSequence(next, checksum);
            if (nextFirst == 0 || nextFirst > sequence || RollClock.startMs(CycleFiles.name(next)) > timeMs) {
                break;
            }
            delete(files.get(deleted));
            deleted++;
        }
        return deleted;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new JournalException(file, "cannot be deleted: " + e.getMessage(), e);
        }
    }
}
