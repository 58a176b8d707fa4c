package org.millrace.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.engine.Engine;
import org.millrace.engine.EngineContext;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.cursor.Cursor;
import org.millrace.journal.cursor.Cursors;
import org.millrace.journal.questdb.QuestDbSettings;
import org.millrace.journal.questdb.QuestDbTailer;
import org.millrace.journal.questdb.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: makes the parts in the order in which events flow, and ends them in the order in which they stop
 * flowing.
 *
 * <pre>
 *   start: journals, store, line (replay), tailer, gateway, then feeds
 *   close: feeds, then tailer once it has caught up, gateway, line (snapshot), journals, store
 * </pre>
 */
final class Program implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final String CURSOR = "questdb";
    private static final long IDLE_MS = 5;
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    private final EpochNanoClock clock = new OffsetEpochNanoClock();
    private final CompletableFuture<StageFault> fault = new CompletableFuture<>();
    private final List<AgentRunner> runners = new ArrayList<>();
    private final Path data;
    private final MillraceSettings settings;
    private final Engine engine;
    private Store store;
    private QuestDbTailer tailer;
    private AgentRunner tailerRunner;

    /**
     * Opens journals; nothing runs yet.
     *
     * @param beat between two clock ticks; 0: a playback publishes them
     * @throws JournalException if the data directory or a journal in it cannot be used
     */
    Program(MillraceSettings settings, Path data, Duration beat) {
        this.settings = settings;
        this.data = data;
        createFolder(data);
        EngineContext context = new EngineContext(
                data,
                clock,
                codeVersion(),
                hash(settings.toString()),
                List.of(),
                () -> {},
                fault::complete,
                error -> LOG.error("{}", error.getMessage(), error));
        engine = new Engine(settings.engine(beat), context);
    }

    /**
     * Replays what the journals hold, and goes live.
     *
     * @param skipSequence the input that stopped the line; 0: none
     */
    void start(boolean withStore, long skipSequence) {
        boolean stores = withStore && settings.questdb().mode() != QuestDbSettings.Mode.NONE;
        if (stores) {
            store = Store.open(createFolder(data.resolve("questdb")), settings.questdb());
        }
        engine.start(skipSequence);
        if (stores) {
            Cursor cursor = new Cursors(data.resolve(JournalSettings.CURSORS)).open(CURSOR);
            if (cursor.sequence() > engine.outputs().lastSequence()) {
                cursor.moveTo(engine.outputs().lastSequence()); // outputs were taken back
            }
            tailer = store.tailer(
                    engine.outputs().reader(),
                    cursor,
                    engine.resolver()::instrument,
                    SystemNanoClock.INSTANCE);
            tailerRunner = run(tailer);
            run(store.watcher(tailer.counters(), SystemNanoClock.INSTANCE));
        }
    }

    Engine engine() {
        return engine;
    }

    EpochNanoClock clock() {
        return clock;
    }

    /** Returns what stopped the line; empty while it lives. */
    Optional<StageFault> fault() {
        return Optional.ofNullable(fault.getNow(null));
    }

    /** Has something done when the line stops by itself. */
    void onFault(Runnable action) {
        fault.thenRun(action);
    }

    /** Returns where the page is. */
    String address() {
        return "no gateway";
    }

    /** Runs an agent on a thread of its own until {@link #close}. */
    AgentRunner run(Agent agent) {
        AgentRunner runner = new AgentRunner(
                new SleepingMillisIdleStrategy(IDLE_MS),
                error -> LOG.error("{}: {}", agent.roleName(), error.getMessage(), error),
                null,
                agent);
        runners.add(runner);
        AgentRunner.startOnThread(runner);
        return runner;
    }

    /** Waits until the line has taken all that was published, and the store all that came of it. */
    void settle() {
        if (engine.drain() && tailer != null) {
            long last = engine.outputs().lastSequence();
            if (!await(() -> tailer.counters().sequence() >= last, CATCH_UP)) {
                LOG.warn("the store has taken {} of {} events; the rest waits in the journal", tailer.counters()
                        .sequence(), last);
            }
        }
    }

    @Override
    public void close() {
        settle();
        runners.forEach(AgentRunner::close);
        engine.close();
        if (store != null) {
            store.close();
        }
    }

    private boolean await(BooleanSupplier condition, Duration limit) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0 || tailerRunner.isClosed() || fault.isDone()) {
                return false;
            }
            sleep();
        }
        return true;
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(IDLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path createFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new JournalException(folder, "cannot be created: " + e.getMessage(), e);
        }
    }

    private static String codeVersion() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
