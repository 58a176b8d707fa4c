package org.millrace.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Deletes cycles that nobody needs any more. */
final class Retention {
    private Retention() {}

    /** Deletes the files whose events all come before a sequence, oldest first, never the newest file. */
    static int deleteBefore(Path directory, long sequence) {
        List<Path> files = CycleFiles.list(directory);
        Checksum checksum = new Checksum();
        int deleted = 0;
        while (deleted < files.size() - 1) {
            long nextFirst = CycleSearch.firstSequence(files.get(deleted + 1), checksum);
            if (nextFirst == 0 || nextFirst > sequence) {
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
