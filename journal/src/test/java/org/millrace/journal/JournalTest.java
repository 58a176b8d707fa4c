package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.journal.support.Batches;
import org.millrace.journal.support.Sequences;

class JournalTest {
    private static final int LENGTH = 96;

    @TempDir
    Path folder;

    private final Batches batches = new Batches();

    @Test
    void shouldReadWhatWasAppended() {
        try (Journal journal = open()) {
            batches.append(journal.appender(), 1, 3, LENGTH);
            batches.append(journal.appender(), 4, 2, LENGTH);

            assertThat(readAll(1)).isEqualTo(sequences(1, 5));
        }
    }

    @Test
    void shouldContinueAfterReopening() {
        try (Journal journal = open()) {
            batches.append(journal.appender(), 1, 3, LENGTH);
        }

        try (Journal journal = open()) {
            batches.append(journal.appender(), journal.nextSequence(), 3, LENGTH);
        }

        assertThat(readAll(1)).isEqualTo(sequences(1, 6));
    }

    private Journal open() {
        return Journal.open(folder.resolve("journal-in"), JournalSettings.DEFAULTS);
    }

    private List<Long> readAll(long from) {
        Sequences sequences = new Sequences();
        try (JournalReader reader = JournalReader.open(folder.resolve("journal-in"))) {
            reader.seek(from);
            while (reader.poll(sequences, 10) > 0) {
                assertThat(reader.sequence()).isPositive();
            }
        }
        return sequences.seen();
    }

    private static List<Long> sequences(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
