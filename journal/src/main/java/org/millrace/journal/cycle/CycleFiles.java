package org.millrace.journal.cycle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.millrace.journal.JournalException;
import org.millrace.journal.chronicle.DocumentWriter;

/**
 * The cycle files of a journal's folder, oldest first. The one being written lies in {@value #LIVE} and moves up when
 * the writer has gone on to the next.
 */
public final class CycleFiles {
    public static final String LIVE = "live";
    public static final String DAMAGED = "damaged";

    private CycleFiles() {}

    /** Lists the files, the one being written too. */
    public static List<Path> list(Path directory) {
        TreeMap<String, Path> files = new TreeMap<>();
        addTo(files, directory.resolve(LIVE)); // first: a file that moves up meanwhile is seen twice, never missed
        addTo(files, directory);
        return new ArrayList<>(files.values());
    }

    /** Lists the files of one folder. */
    public static List<Path> listOnly(Path directory) {
        TreeMap<String, Path> files = new TreeMap<>();
        addTo(files, directory);
        return new ArrayList<>(files.values());
    }

    /** Returns a file's name without its ending. */
    public static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - DocumentWriter.SUFFIX.length());
    }

    /** Returns the folder of the journal to which a file belongs. */
    public static Path journalOf(Path file) {
        Path folder = file.getParent();
        return folder.endsWith(LIVE) ? folder.getParent() : folder;
    }

    /** Opens a scanner on a file, which may have moved up since it was listed. */
    public static CycleScanner scan(Path file, Checksum checksum, long expectedSequence, int expectedCrc) {
        try {
            return new CycleScanner(file, checksum, expectedSequence, expectedCrc);
        } catch (NoSuchFileException e) {
            return scanMoved(file, checksum, expectedSequence, expectedCrc);
        } catch (IOException e) {
            throw new JournalException(file, "cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Makes what was created, renamed or deleted in a folder survive the loss of power. */
    public static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static CycleScanner scanMoved(Path file, Checksum checksum, long expectedSequence, int expectedCrc) {
        Path moved = file.getParent().resolveSibling(file.getFileName());
        try {
            return new CycleScanner(moved, checksum, expectedSequence, expectedCrc);
        } catch (IOException e) {
            throw new JournalException(file, "cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void addTo(Map<String, Path> files, Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(file -> file.getFileName().toString().endsWith(DocumentWriter.SUFFIX))
                    .forEach(file -> files.put(name(file), file));
        } catch (IOException e) {
            throw new JournalException(directory, "cannot be listed: " + e.getMessage(), e);
        }
    }
}
