package org.millrace.engine.backtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.millrace.codecs.EventConsumer;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.damage.JournalMark;

/** Reads one JournalIn, of which nothing is changed. */
public final class JournalInputs implements Inputs {
    private static final int BATCHES_A_POLL = 64;

    private final JournalReader reader;
    private final long first;
    private final long last;

    JournalInputs(Path journal) {
        reader = JournalReader.open(journal);
        first = reader.firstSequence();
        last = JournalMark.read(journal);
    }

    /**
     * Opens journals: one as it is, several merged by event time.
     *
     * @param paths data directories, or journals of inputs
     */
    public static Inputs open(List<Path> paths) {
        List<Path> journals = paths.stream().map(JournalInputs::journal).toList();
        return journals.size() == 1 ? new JournalInputs(journals.get(0)) : new MergedInputs(journals);
    }

    static Path journal(Path path) {
        Path inside = path.resolve(JournalSettings.IN);
        Path journal = Files.isDirectory(inside) ? inside : path;
        if (!Files.isDirectory(journal) || CycleFiles.list(journal).isEmpty()) {
            throw new JournalException(path, "there is no journal of inputs");
        }
        return journal;
    }

    @Override
    public int poll(EventConsumer consumer) {
        return reader.poll(consumer, BATCHES_A_POLL);
    }

    @Override
    public double progress() {
        return last <= first ? 0 : Math.min(1, (double) (reader.sequence() - first) / (last - first));
    }

    @Override
    public void close() {
        reader.close();
    }
}
