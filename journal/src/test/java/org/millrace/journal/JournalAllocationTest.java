package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventConsumer;
import org.millrace.journal.support.Batches;
import org.millrace.journal.support.Folder;

class JournalAllocationTest {
    private static final int BATCH = 8;
    private static final int WARM_UP = 800_000; // links and compiles for the last time after some 70,000 batches
    private static final int EVENTS = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path parent;

    @Test
    void shouldAllocateNothingToAppendAndRead() {
        Path path = new Folder(parent).path();
        try (Journal journal = Journal.open(path, wide())) {
            Batches batches = new Batches();
            append(journal, batches, WARM_UP);

            long first = allocatedBy(() -> append(journal, batches, EVENTS));
            long second = allocatedBy(() -> append(journal, batches, EVENTS));

            assertThat(Math.min(first, second)).isZero();
        }
        try (JournalReader reader = JournalReader.open(path)) {
            Count count = new Count();
            read(reader, count, WARM_UP);

            assertThat(allocatedBy(() -> read(reader, count, WARM_UP + EVENTS))).isZero();
        }
    }

    private long allocatedBy(Runnable work) {
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** One block for everything: growing the file by a block allocates about a kilobyte. */
    private static JournalSettings wide() {
        JournalSettings defaults = JournalSettings.DEFAULTS;
        return new JournalSettings(
                Durability.PROCESS,
                defaults.syncInterval(),
                defaults.rollInterval(),
                512 * 1024 * 1024,
                defaults.repair(),
                0);
    }

    private static void append(Journal journal, Batches batches, int events) {
        long end = journal.lastSequence() + events;
        while (journal.lastSequence() < end) {
            batches.append(journal.appender(), journal.lastSequence() + 1, BATCH, 96);
        }
    }

    private static void read(JournalReader reader, Count count, int until) {
        while (count.events < until) {
            reader.poll(count, 16);
        }
    }

    /** Counts events. */
    private static final class Count implements EventConsumer {
        private int events;

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            events++;
        }
    }
}
