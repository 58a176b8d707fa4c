package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.engine.Engine;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.operations.Health;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.cursor.Cursor;
import org.millrace.journal.cursor.Cursors;
import org.millrace.journal.history.History;
import org.millrace.journal.questdb.KeepSettings;
import org.millrace.journal.questdb.PipelineNotes;
import org.millrace.journal.questdb.QuestDbSettings;
import org.millrace.journal.questdb.QuestDbTailer;
import org.millrace.journal.questdb.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store, and the tailer that brings into it what JournalOut gets. Beside a live engine both give way to the line, and
 * old rows go; from the past it is filled flat out, and keeps all.
 */
final class ProgramStore implements AutoCloseable {
    /** Name of the tailer's cursor. */
    static final String CURSOR = "questdb";

    private static final Logger LOG = LoggerFactory.getLogger(ProgramStore.class);

    private final Store store;
    private final Path data;
    private final boolean isLive;
    private QuestDbTailer tailer;
    private AgentRunner runner;

    private ProgramStore(Store store, Path data, boolean isLive) {
        this.store = store;
        this.data = data;
        this.isLive = isLive;
    }

    /**
     * Opens the store of a data directory; nothing is brought into it yet.
     *
     * @param isStopped gives it up
     * @throws org.millrace.engine.replay.StartStopped once it says so
     */
    static ProgramStore open(QuestDbSettings settings, Path data, boolean isLive, BooleanSupplier isStopped) {
        Path folder = PrivateFolder.create(data.resolve("questdb"));
        QuestDbSettings kept = isLive ? settings : settings.keeping(KeepSettings.FOREVER);
        Store store = Opening.await(() -> Store.open(folder, kept), Store::close, threads(isLive), isStopped);
        return new ProgramStore(store, data, isLive);
    }

    /** Has the tailer run, from where its cursor stands. */
    void fill(Engine engine, ProgramAgents agents) {
        Cursor cursor = new Cursors(data.resolve(JournalSettings.CURSORS)).open(CURSOR);
        tailer = store.tailer(
                engine.outputs().reader(), cursor, engine.resolver()::instrument, SystemNanoClock.INSTANCE);
        runner = agents.run(tailer, threads(isLive));
        agents.run(store.watcher(tailer.counters(), SystemNanoClock.INSTANCE), threads(isLive));
    }

    /** Names what store and tailer count, once it runs, and says how to ask whether they are well. */
    void register(Engine engine, Metrics metrics, Health health) {
        ProgramMetrics.register(engine, tailer.counters(), metrics);
        ProgramMetrics.register(store, metrics);
        ProgramHealth.register(tailer.counters(), health);
    }

    History history() {
        return store.history();
    }

    /**
     * Returns what writes down what a pipeline of an asset does.
     *
     * @throws org.millrace.journal.questdb.StoreException if the store's tables cannot be made
     */
    PipelineNotes notes(String symbol, String exchange) {
        store.prepare();
        return store.notes(symbol, exchange);
    }

    /**
     * Waits until it has taken all outputs up to one: where it fills from the past, as long as it goes on; live for a
     * minute, since somebody waits for the end.
     *
     * @param last      sequence of that output
     * @param isStopped whether the line has stopped by itself, so that nobody should wait
     */
    void settle(long last, BooleanSupplier isStopped) {
        BooleanSupplier ended = () -> runner.isClosed() || isStopped.getAsBoolean();
        if (tailer != null && !StoreCatchUp.await(last, tailer.counters()::sequence, isLive, ended)) {
            LOG.warn(
                    "the store has taken {} of {} events; the rest waits in the journal",
                    tailer.counters().sequence(),
                    last);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private static ThreadFactory threads(boolean isLive) {
        return isLive ? Background::thread : Thread::new; // nobody waits for events of the past
    }
}
