package org.millrace.engine.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.millrace.codecs.EventConsumer;
import org.millrace.journal.JournalReader;

/** A journal on disk, read from its first event to its last. */
public final class WholeJournal {
    private static final int BATCHES = 64;

    private WholeJournal() {}

    /** Returns copies of its events. */
    public static List<byte[]> events(Path journal) {
        List<byte[]> events = new ArrayList<>();
        read(journal, (buffer, offset, length) -> {
            byte[] event = new byte[length];
            buffer.getBytes(offset, event);
            events.add(event);
        });
        return events;
    }

    /** Hands on its events; returns the sequence of the last. */
    public static long read(Path journal, EventConsumer consumer) {
        try (JournalReader reader = JournalReader.open(journal)) {
            int events;
            do {
                events = reader.poll(consumer, BATCHES);
            } while (events > 0);
            return reader.sequence();
        }
    }
}
