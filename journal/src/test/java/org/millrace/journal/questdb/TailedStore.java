package org.millrace.journal.questdb;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.cursor.Cursor;
import org.millrace.journal.cursor.Cursors;

/** A journal and a store of its own, and what brings the one into the other. */
final class TailedStore implements AutoCloseable {

    private final Path folder;
    private final IntFunction<Instrument> instruments;
    private final Store store;
    private Journal journal;
    private QuestDbTailer tailer;

    /** Opens both in a folder where nothing is. */
    TailedStore(Path folder, IntFunction<Instrument> instruments) throws IOException {
        this.folder = folder;
        this.instruments = instruments;
        journal = openJournal();
        store = Store.open(Files.createDirectory(folder.resolve("questdb")), QuestDbSettings.DEFAULTS);
        begin();
    }

    /** Returns the journal; another one once its end was lost. */
    Journal journal() {
        return journal;
    }

    Store store() {
        return store;
    }

    StoreCounters counters() {
        return tailer.counters();
    }

    /** Returns how far the tailer has noted that it got. */
    Cursor cursor() {
        return new Cursors(folder.resolve("cursors")).open("questdb");
    }

    /** Ends the tailer, and begins another where it got to. */
    void restart() {
        tailer.onClose();
        begin();
    }

    /** Starts again with a journal that has lost its end, as the engine does. */
    void restartWithoutFrom(long sequence) {
        tailer.onClose();
        journal.close();
        new Cursors(folder.resolve("cursors")).takeBack(sequence);
        journal = openJournal();
        journal.moveTailAside(sequence);
        begin();
    }

    /** Has all that is journaled brought to the store, which may show it a little later. */
    void deliver() {
        deliverUntil(journal.lastSequence());
    }

    /** Has the journal brought to the store up to an event, behind which nothing is due. */
    void deliverUntil(long sequence) {
        await().until(() -> {
            while (tailer.doWork() > 0) {
                Thread.onSpinWait();
            }
            return cursor().sequence() == sequence;
        });
    }

    /** Waits until a table shows so many rows. */
    void awaitRows(String table, long count) {
        await().until(() -> store.rowCount(table) == count);
    }

    @Override
    public void close() {
        tailer.onClose();
        store.close();
        journal.close();
    }

    private void begin() {
        tailer = store.tailer(journal.reader(), cursor(), instruments, SystemNanoClock.INSTANCE);
    }

    private Journal openJournal() {
        return Journal.open(folder.resolve("journal-out"), JournalSettings.DEFAULTS);
    }
}
