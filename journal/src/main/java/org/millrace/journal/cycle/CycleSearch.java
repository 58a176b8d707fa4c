package org.millrace.journal.cycle;

import java.nio.file.Path;
import java.util.List;

/** Finds the cycle file that holds an event. */
public final class CycleSearch {
    public static final int BEFORE_FIRST = -2;
    public static final int EMPTY = -1;

    private CycleSearch() {}

    /** Returns the sequence of the first event in a file; 0: it has none that can be read. */
    public static long firstSequence(Path file, Checksum checksum) {
        try (CycleScanner scanner = CycleFiles.scan(file, checksum, 0, 0)) {
            scanner.verifying(false);
            return scanner.next() == CycleScanner.Found.BATCH ? scanner.firstSequence() : 0;
        }
    }

    /** Returns whether the first batch in a file follows a batch. */
    public static boolean follows(Path file, long expectedSequence, int expectedCrc, Checksum checksum) {
        try (CycleScanner scanner = CycleFiles.scan(file, checksum, expectedSequence, expectedCrc)) {
            return scanner.next() == CycleScanner.Found.BATCH;
        }
    }

    /** Returns the index of the file that holds an event, or will; {@link #EMPTY} if there is no file. */
    public static int indexOf(List<Path> files, long sequence, Checksum checksum) {
        int low = 0;
        int high = files.size() - 1;
        int found = files.isEmpty() ? EMPTY : BEFORE_FIRST;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long first = firstSequence(files.get(middle), checksum);
            if (first == 0 && middle == 0) {
                return 0;
            } else if (first != 0 && first <= sequence) {
                found = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    /** Returns the index of the file that follows a file; the number of files if there is none. */
    public static int indexAfter(List<Path> files, Path file) {
        String name = CycleFiles.name(file);
        int index = 0;
        while (index < files.size() && CycleFiles.name(files.get(index)).compareTo(name) <= 0) {
            index++;
        }
        return index;
    }
}
