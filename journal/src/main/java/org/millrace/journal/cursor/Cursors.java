package org.millrace.journal.cursor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.millrace.journal.JournalException;

/** The cursors in a folder, by name. */
public final class Cursors {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Path directory;

    /** Takes the folder {@code directory}, and creates it if it is missing. */
    public Cursors(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new JournalException(directory, "cannot be created: " + e, e);
        }
    }

    /** Opens a cursor; one that was never moved stands at 0. */
    public Cursor open(String name) {
        return new Cursor(file(name));
    }

    /** Lists the names of the cursors that have been moved, in order. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new JournalException(directory, "cannot be listed: " + e, e);
        }
    }

    /** Drops a cursor, so that it holds nothing back any more. Returns whether there was one. */
    public boolean drop(String name) {
        try {
            return Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new JournalException(file(name), "cannot be dropped: " + e, e);
        }
    }

    /** Returns the highest position of a cursor; 0: none was ever moved. */
    public long highest() {
        return names().stream().mapToLong(name -> open(name).sequence()).max().orElse(0);
    }

    /**
     * Has every cursor step back before a sequence, and notes for its reader what is taken back. To be called before the
     * events are removed from the journal: a process that dies in between finds the note.
     */
    public void takeBack(long fromSequence) {
        names().forEach(name -> open(name).takeBack(fromSequence));
    }

    /** Returns the lowest position of the cursors that are configured: what comes behind it must be kept. */
    public long lowest(List<String> configured) {
        return configured.stream()
                .mapToLong(name -> open(name).sequence())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "cursor: " + name + ", expected small letters, digits and hyphens, 63 at most");
        }
        return directory.resolve(name);
    }
}
