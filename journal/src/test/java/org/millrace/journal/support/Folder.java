package org.millrace.journal.support;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.millrace.journal.Durability;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.Repair;

/** One journal's folder, and shorthand for what tests do with it. */
public final class Folder {
    private static final long BLOCK_SIZE = 1024 * 1024;

    private final Path path;

    public Folder(Path parent) {
        this.path = parent.resolve("journal-in");
    }

    public Path path() {
        return path;
    }

    public static JournalSettings settings(Durability durability, Repair repair) {
        JournalSettings defaults = JournalSettings.DEFAULTS;
        return new JournalSettings(durability, defaults.syncInterval(), defaults.rollInterval(), BLOCK_SIZE, repair, 0);
    }

    public Journal open() {
        return Journal.open(path, settings(Durability.PROCESS, Repair.AUTO));
    }

    public Journal openOrRefuse() {
        return Journal.open(path, settings(Durability.PROCESS, Repair.REFUSE));
    }

    /** Reads everything from a sequence on. */
    public List<Long> readFrom(long sequence) {
        Sequences sequences = new Sequences();
        try (JournalReader reader = JournalReader.open(path)) {
            reader.seek(sequence);
            while (reader.poll(sequences, 10) > 0) {
                Thread.onSpinWait();
            }
        }
        return sequences.seen();
    }

    public static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
