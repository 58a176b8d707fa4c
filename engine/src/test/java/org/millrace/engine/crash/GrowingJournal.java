package org.millrace.engine.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.millrace.codecs.EventPrefix;
import org.millrace.journal.JournalReader;
import org.millrace.journal.cycle.CycleFiles;

/** Counts the events of a kind in a journal that another program writes: each look reads only what came since the last. */
final class GrowingJournal implements AutoCloseable {
    private static final int BATCHES = 64;

    private final Path journal;
    private final int templateId;
    private JournalReader reader;
    private long count;

    /** Makes one of a journal that need not be there yet. */
    GrowingJournal(Path journal, int templateId) {
        this.journal = journal;
        this.templateId = templateId;
    }

    /** Returns how many there are by now. */
    long count() {
        if (reader == null
                && Files.isDirectory(journal)
                && !CycleFiles.list(journal).isEmpty()) {
            reader = JournalReader.open(journal);
        }
        while (reader != null && reader.poll(this::take, BATCHES) > 0) {}
        return count;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private void take(DirectBuffer buffer, int offset, int length) {
        count += EventPrefix.templateId(buffer, offset) == templateId ? 1 : 0;
    }
}
