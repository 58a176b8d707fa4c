package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.journal.support.Batches;
import org.millrace.journal.support.Folder;
import org.millrace.journal.support.Sequences;

/** Random commands against the plainest of models: the first and the last sequence that the journal must have. */
class JournalPropertyTest {
    private static final int COMMANDS = 80;

    @TempDir
    Path parent;

    private final Batches batches = new Batches();
    private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
    private final Sequences tailed = new Sequences();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void shouldHoldWhatModelHolds(int seed) {
        Random random = new Random(seed);
        Folder folder = new Folder(parent);
        long last = 0;
        Journal journal = open(folder);
        try (JournalReader tail = journal.reader()) {
            for (int i = 0; i < COMMANDS; i++) {
                switch (random.nextInt(8)) {
                    case 0 -> {
                        journal.close();
                        journal = open(folder);
                    }
                    case 1 ->
                        nowMs.addAndGet(random.nextInt((int) Duration.ofHours(2).toMillis()));
                    case 2 -> assertThat(tail.poll(tailed, Integer.MAX_VALUE)).isNotNegative();
                    case 3 -> {
                        long from = 1 + (long) (random.nextDouble() * last);
                        assertThat(folder.readFrom(from)).isEqualTo(Folder.range(from, last));
                    }
                    default -> {
                        int count = 1 + random.nextInt(100);
                        batches.append(journal.appender(), last + 1, count, 56 + random.nextInt(192));
                        last += count;
                    }
                }
                assertThat(journal.lastSequence()).isEqualTo(last);
            }
            while (tail.poll(tailed, 1) > 0) {
                Thread.onSpinWait();
            }
            assertThat(tailed.seen()).isEqualTo(Folder.range(1, last));
        } finally {
            journal.close();
        }
    }

    private Journal open(Folder folder) {
        return Journal.open(folder.path(), Folder.settings(Durability.GROUP, Repair.AUTO), nowMs::get);
    }
}
