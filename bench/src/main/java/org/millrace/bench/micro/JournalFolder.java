package org.millrace.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.millrace.journal.Durability;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;

/** A journal in a folder of its own, whose pages a thread touches in advance; both are gone when it is closed. */
final class JournalFolder implements AutoCloseable {
    private final Path parent;
    private final Journal journal;
    private final AgentRunner toucher;

    JournalFolder() {
        try {
            parent = Files.createTempDirectory("millrace-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        journal = Journal.open(parent.resolve("journal"), settings());
        toucher = new AgentRunner(
                new SleepingMillisIdleStrategy(1), Throwable::printStackTrace, null, journal.pageToucher());
        AgentRunner.startOnThread(toucher);
    }

    Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        toucher.close();
        journal.close();
        IoUtil.delete(parent.toFile(), true);
    }

    /** Returns settings under which nothing is forced, and no room is kept free. */
    static JournalSettings settings() {
        JournalSettings defaults = JournalSettings.DEFAULTS;
        return new JournalSettings(
                Durability.PROCESS,
                defaults.syncInterval(),
                defaults.rollInterval(),
                defaults.blockSize(),
                defaults.repair(),
                0);
    }
}
