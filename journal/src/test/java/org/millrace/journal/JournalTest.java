package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.support.Batches;
import org.millrace.journal.support.Folder;
import org.millrace.journal.support.Sequences;

class JournalTest {
    private static final int LENGTH = 96;
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    @TempDir
    Path parent;

    private final Batches batches = new Batches();
    private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);

    @Test
    void shouldReadWhatWasAppended() {
        Folder folder = new Folder(parent);
        try (Journal journal = folder.open()) {
            batches.append(journal.appender(), 1, 3, LENGTH);
            batches.append(journal.appender(), 4, 2, LENGTH);

            assertThat(folder.readFrom(1)).isEqualTo(Folder.range(1, 5));
            assertThat(folder.readFrom(3)).isEqualTo(Folder.range(3, 5));
            assertThat(folder.readFrom(4)).isEqualTo(Folder.range(4, 5));
            assertThat(folder.readFrom(6)).isEmpty();
        }
    }

    @Test
    void shouldContinueAfterReopening() {
        Folder folder = new Folder(parent);
        for (int i = 0; i < 5; i++) {
            try (Journal journal = folder.open()) {
                batches.append(journal.appender(), journal.nextSequence(), 3, LENGTH);
            }
        }

        assertThat(folder.readFrom(1)).isEqualTo(Folder.range(1, 15));
        assertThat(folder.readFrom(8)).isEqualTo(Folder.range(8, 15));
    }

    @Test
    void shouldOpenAgainWhereNothingWasAppended() {
        Folder folder = new Folder(parent);
        for (int i = 0; i < 3; i++) {
            folder.open().close();
        }

        try (Journal journal = folder.open()) {
            assertThat(journal.nextSequence()).isEqualTo(1);
            assertThat(journal.reader().firstSequence()).isZero();
        }
    }

    @Test
    void shouldFollowWriterOverRolls() {
        Folder folder = new Folder(parent);
        Sequences seen = new Sequences();
        try (Journal journal = rolling(folder);
                JournalReader reader = journal.reader()) {
            for (int i = 0; i < 6; i++) {
                batches.append(journal.appender(), 1 + 2 * i, 2, LENGTH);
                reader.poll(seen, 10);
                reader.poll(seen, 10);
                nowMs.addAndGet(HOUR_MS / 2);
            }
        }

        assertThat(seen.seen()).isEqualTo(Folder.range(1, 12));
        assertThat(CycleFiles.list(folder.path())).hasSize(3);
    }

    @Test
    void shouldDeleteWholeCyclesBeforeSequence() {
        Folder folder = new Folder(parent);
        try (Journal journal = rolling(folder)) {
            for (int i = 0; i < 4; i++) {
                batches.append(journal.appender(), 1 + 10 * i, 10, LENGTH);
                nowMs.addAndGet(HOUR_MS);
            }

            int young = journal.deleteBefore(25, nowMs.get() - 5 * HOUR_MS);
            int deleted = journal.deleteBefore(25, nowMs.get());

            assertThat(List.of(young, deleted)).isEqualTo(List.of(0, 2));
            assertThat(journal.reader().firstSequence()).isEqualTo(21);
            assertThat(folder.readFrom(25)).isEqualTo(Folder.range(25, 40));
            assertThatThrownBy(() -> folder.readFrom(20))
                    .isInstanceOf(JournalException.class)
                    .hasMessage(folder.path() + ": event 20 is no longer kept, the first is 21");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 6, 7, 10, 11, 14, 15})
    void shouldMoveTailAside(long from) {
        Folder folder = new Folder(parent);
        for (int i = 0; i < 3; i++) {
            try (Journal journal = folder.open()) {
                batches.append(journal.appender(), 1 + 5 * i, 3, LENGTH);
                batches.append(journal.appender(), 4 + 5 * i, 2, LENGTH);
            }
        }

        try (Journal journal = folder.open()) {
            assertThat(journal.moveTailAside(from)).isEqualTo(16 - from);
            assertThat(journal.nextSequence()).isEqualTo(from);
            batches.append(journal.appender(), from, 4, LENGTH);
        }

        assertThat(folder.readFrom(1)).isEqualTo(Folder.range(1, from + 3));
        try (Journal journal = folder.open()) {
            assertThat(journal.damages()).isEmpty();
            assertThat(journal.nextSequence()).isEqualTo(from + 4);
        }
    }

    @Test
    void shouldRefuseSecondWriter() {
        Folder folder = new Folder(parent);
        try (Journal journal = folder.open()) {
            assertThatThrownBy(folder::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessage(journal.directory() + ": is being written by process "
                            + ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldSayWhyItCannotBeOpened() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> Journal.open(parent.resolve("no/journal-in"), JournalSettings.DEFAULTS))
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        parent.resolve("no/journal-in") + ": the folder " + parent.resolve("no") + " does not exist");
        assertThatThrownBy(() -> Journal.open(file, JournalSettings.DEFAULTS))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith(file + ": cannot be opened: ");
    }

    @Test
    void shouldTakeNothingMoreAfterBatchOutOfSequence() {
        Folder folder = new Folder(parent);
        try (Journal journal = folder.open()) {
            BatchAppender appender = journal.appender();
            batches.append(appender, 1, 3, LENGTH);

            assertThatThrownBy(() -> batches.append(appender, 5, 1, LENGTH)).isInstanceOf(JournalException.class);
            assertThatThrownBy(() -> batches.append(appender, 4, 1, LENGTH)).isInstanceOf(JournalException.class);
            assertThat(journal.hasFailed()).isTrue();
        }
        assertThat(folder.readFrom(1)).isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void shouldRollBackBatchThatCannotBeCopied() {
        Folder folder = new Folder(parent);
        UnsafeBuffer tooShort = new UnsafeBuffer(new byte[64]);
        try (Journal journal = folder.open()) {
            batches.append(journal.appender(), 1, 3, LENGTH);

            assertThatThrownBy(() -> journal.appender().append(tooShort, 0, 104, 1, 4))
                    .isInstanceOf(JournalException.class);
        }

        try (Journal journal = folder.open()) {
            assertThat(journal.damages()).isEmpty();
            assertThat(journal.nextSequence()).isEqualTo(4);
        }
    }

    @Test
    void shouldPublishWhatWasForced() {
        Folder folder = new Folder(parent);
        try (Journal journal = Journal.open(folder.path(), Folder.settings(Durability.GROUP, Repair.AUTO))) {
            JournalSyncer syncer = new JournalSyncer(List.of(journal), Duration.ofMillis(200), nowMs::get);
            batches.append(journal.appender(), 1, 3, LENGTH);
            assertThat(journal.durableSequence()).isZero();

            syncer.doWork();

            assertThat(journal.durableSequence()).isEqualTo(3);
            batches.append(journal.appender(), 4, 1, LENGTH);
            assertThat(syncer.doWork()).isZero();
            nowMs.addAndGet(Duration.ofMillis(200).toNanos());
            assertThat(syncer.doWork()).isEqualTo(1);
            assertThat(journal.durableSequence()).isEqualTo(4);
        }
    }

    @Test
    void shouldForceEachBatchWhenDurabilityIsEvent() {
        Folder folder = new Folder(parent);
        try (Journal journal = Journal.open(folder.path(), Folder.settings(Durability.EVENT, Repair.AUTO))) {
            batches.append(journal.appender(), 1, 3, LENGTH);

            assertThat(journal.durableSequence()).isEqualTo(3);
        }
    }

    @Test
    void shouldStopAdmissionBelowFloor() {
        Folder folder = new Folder(parent);
        folder.open().close();

        assertThat(new FreeSpace(List.of(folder.path()), 1, nowMs::get).admits())
                .isTrue();
        assertThat(new FreeSpace(List.of(folder.path()), Long.MAX_VALUE / 2, nowMs::get).admits())
                .isFalse();
    }

    private Journal rolling(Folder folder) {
        return Journal.open(folder.path(), Folder.settings(Durability.GROUP, Repair.AUTO), nowMs::get);
    }
}
