package org.millrace.engine.program;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.millrace.codecs.EventConsumer;
import org.millrace.engine.Engine;
import org.millrace.engine.EngineContext;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsChange;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.fanout.FanOutStage;
import org.millrace.engine.fanout.JournalCatchUp;
import org.millrace.engine.feedback.KnownSeriesStage;
import org.millrace.engine.feedback.LostBooksStage;
import org.millrace.engine.logging.Logs;
import org.millrace.engine.registry.ModelRegistry;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.feeds.FrameTap;
import org.millrace.feeds.KnownSeries;
import org.millrace.feeds.LostBooks;
import org.millrace.gateway.Gateway;
import org.millrace.gateway.Guards;
import org.millrace.gateway.audit.Audit;
import org.millrace.gateway.audit.AuditLog;
import org.millrace.gateway.audit.Deed;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.notify.Notices;
import org.millrace.gateway.notify.Notifier;
import org.millrace.gateway.operations.Health;
import org.millrace.gateway.operations.Operations;
import org.millrace.gateway.trace.Tracer;
import org.millrace.journal.JournalException;
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
 * The composition root: makes the parts in the order in which events flow, and ends them in the order in which they stop
 * flowing.
 *
 * <pre>
 *   start: journals, store, line (replay), tailer, gateway, then feeds
 *   close: feeds, then tailer once it has caught up, gateway, line (snapshot), journals, store
 * </pre>
 */
public final class Program implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final String CURSOR = "questdb";
    private static final long IDLE_MS = 5;
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    private final EpochNanoClock clock;
    private final CompletableFuture<StageFault> fault = new CompletableFuture<>();
    private final List<AgentRunner> runners = new ArrayList<>();
    private final Path data;
    private final boolean isLive;
    private final MillraceSettings settings;
    private final FanOutBuffer fanOutBuffer;
    private final Metrics metrics = new Metrics();
    private final Health health = new Health(metrics);
    private final Logs logs;
    private final Audit audit;
    private Guards guards;
    private final LostBooks lostBooks;
    private final KnownSeries known = new KnownSeries();
    private final Engine engine;
    private volatile Runnable onFault = () -> {};
    private FanOutStage fanOut;
    private Gateway gateway;
    private Store store;
    private QuestDbTailer tailer;
    private Notifier notifier;
    private ModelStarts models;
    private StrategyStarts strategies;
    private JournalBacktests backtests;
    private AgentRunner tailerRunner;

    /**
     * Opens journals; nothing runs yet.
     *
     * @param beat between two clock ticks; 0: a playback publishes them
     * @throws JournalException if the data directory or a journal in it cannot be used
     */
    public Program(MillraceSettings settings, Path data, Duration beat) {
        this(settings, data, beat, new OffsetEpochNanoClock());
    }

    /**
     * Opens journals of the past; nothing runs yet.
     *
     * @param beat  between two clock ticks; 0: a playback publishes them
     * @param clock stamps what the engine itself publishes
     * @throws JournalException if the data directory or a journal in it cannot be used
     */
    public Program(MillraceSettings settings, Path data, Duration beat, EpochNanoClock clock) {
        this.clock = clock;
        this.settings = settings.fitting(Runtime.getRuntime().maxMemory());
        this.data = data;
        isLive = !beat.isZero();
        logs = new Logs(settings.logging());
        PrivateFolder.create(data);
        audit = isLive
                ? new AuditLog(data.resolve("audit"), settings.gateway().audit().keep(), clock)
                : Audit.NONE;
        if (isLive) {
            guard(); // refused before anything runs; what only reads the past needs no keys
        }
        lostBooks = new LostBooks(settings.instruments().capacity());
        fanOutBuffer = new FanOutBuffer(settings.gateway().fanOutCapacity());
        EngineContext context = new EngineContext(
                data,
                clock,
                Origin.codeVersion(),
                Origin.hash(settings),
                List.of(
                        new Line.Step(LostBooksStage.NAME, this::lostBooks),
                        new Line.Step(
                                KnownSeriesStage.NAME,
                                (next, snapshots) -> new KnownSeriesStage(known, next, snapshots)),
                        new Line.Step(FanOutStage.NAME, this::fanOut)),
                this::speak,
                this::onFault,
                error -> LOG.error("{}", error.getMessage(), error));
        engine = new Engine(settings.engine(beat), context);
    }

    /**
     * Replays what the journals hold, and goes live.
     *
     * @param skipSequence the input that stopped the line; 0: none
     */
    public void start(boolean withStore, long skipSequence) {
        QuestDbSettings questdb = settings.questdb();
        boolean stores = withStore && questdb.mode() != QuestDbSettings.Mode.NONE;
        if (stores) {
            Path folder = PrivateFolder.create(data.resolve("questdb"));
            QuestDbSettings kept = isLive ? questdb : questdb.keeping(KeepSettings.FOREVER);
            store = isLive ? Background.start(() -> Store.open(folder, kept)) : Store.open(folder, kept);
        }
        if (isLive) { // what is played or imported is old, and is to be kept
            engine.retain(settings.retention(), AlertTelling.cursors(settings, CURSOR));
        }
        engine.start(skipSequence);
        if (isLive) {
            models = ModelStarts.of(settings, data, engine, clock);
        }
        strategies = StrategyStarts.of(settings.strategies(), data, isLive, engine, clock);
        JournalCare.of(engine, settings.journal(), metrics, health).forEach(this::run);
        ProgramMetrics.register(engine, metrics);
        ProgramHealth.register(engine, fault, isLive, health);
        if (stores) {
            Cursor cursor = new Cursors(data.resolve(JournalSettings.CURSORS)).open(CURSOR);
            tailer = store.tailer(
                    engine.outputs().reader(), cursor, engine.resolver()::instrument, SystemNanoClock.INSTANCE);
            ThreadFactory threads = isLive ? Background::thread : Thread::new; // nobody waits for events of the past
            tailerRunner = run(tailer, threads);
            run(store.watcher(tailer.counters(), SystemNanoClock.INSTANCE), threads);
            ProgramMetrics.register(engine, tailer.counters(), metrics);
            ProgramMetrics.register(store, metrics);
            ProgramHealth.register(tailer.counters(), health);
        }
        if (isLive && settings.alerts().isOn()) { // nobody is told of what happened long ago
            notifier = AlertTelling.open(settings.alerts(), engine, data, clock);
            notifier.register(metrics);
            run(notifier, Background::thread);
        }
    }

    /**
     * Opens the gateway.
     *
     * @throws OperationFailed if an address cannot be had
     */
    public void serve() {
        if (guards == null) {
            guard();
        }
        StrategyCatalogue catalogue =
                new StrategyCatalogue(data, settings.strategies().folder());
        ModelRegistry registry =
                new ModelRegistry(data.resolve(settings.models().folder()));
        backtests = new JournalBacktests(engine.inputs().directory(), catalogue::libraryFor, registry);
        try {
            gateway = new Gateway(
                    settings.gateway(),
                    new Gateway.Sources(
                            fanOutBuffer,
                            () -> new JournalCatchUp(engine.outputs().reader()),
                            store == null ? History.NONE : store.history(),
                            metrics,
                            clock,
                            new Operations(health, logs),
                            engine::newPublisher,
                            notifier == null ? Notices.NONE : notifier,
                            Tracer.of(settings.tracing()),
                            catalogue,
                            new JournalExplanations(engine.outputs()::reader),
                            backtests,
                            new ModelCatalogue(registry, engine.models()),
                            settings.liquidations().publishDelay()),
                    guards);
            run(guards.upkeep());
            audit.note(Deed.ofSystem("start", Origin.codeVersion(), "settings " + Origin.hash(settings)));
        } catch (IllegalStateException e) {
            throw new OperationFailed(e.getMessage());
        }
    }

    /** Returns what the metrics page shows. */
    public Metrics metrics() {
        return metrics;
    }

    public Engine engine() {
        return engine;
    }

    /**
     * Returns what writes down what a pipeline of an asset does; null where there is no store.
     *
     * @throws org.millrace.journal.questdb.StoreException if the store's tables cannot be made
     */
    public PipelineNotes notes(String symbol, String exchange) {
        if (store == null) {
            return null;
        }
        store.prepare();
        return store.notes(symbol, exchange);
    }

    /** Returns where live feeds put their events. */
    public LiveFeeds.Sink sink() {
        return new LiveFeeds.Sink(
                engine.resolver(), engine::newPublisher, feed -> FrameTap.NONE, clock, lostBooks, known);
    }

    /**
     * Has a settings file that is written while the engine runs take effect, as far as it can.
     *
     * @param notices takes one line a change
     */
    public AgentRunner watch(Path file, LiveFeeds feeds, Consumer<String> notices) {
        Consumer<SettingsChange> changes = change -> {
            engine.instruments().define(change.defined());
            Runnable predicting = models.prepare(change.settings().models().run());
            strategies.run(change.settings().strategies().run());
            feeds.trade(change.settings().feeds());
            engine.set(change.values());
            predicting.run();
        };
        Consumer<String> told = notice -> {
            audit.note(Deed.ofSystem("reload settings", "", notice));
            notices.accept(notice);
        };
        SettingsWatch watch = new SettingsWatch(file, settings, clock, changes, told);
        watch.register(metrics);
        return run(watch);
    }

    /** Returns what stopped the line; empty while it lives. */
    public Optional<StageFault> fault() {
        return Optional.ofNullable(fault.getNow(null));
    }

    /** Has something done when the line stops by itself. */
    public void onFault(Runnable action) {
        onFault = action;
    }

    /** Returns where the page is, once it is served. */
    public String address() {
        return (settings.gateway().tls().isOn() ? "https://" : "http://")
                + settings.gateway().listen().host() + ":" + gateway.port() + "/";
    }

    /** Returns where the metrics are, once they are served. */
    public URI metricsAddress() {
        return URI.create("http://" + settings.gateway().metrics().host() + ":" + gateway.metricsPort() + "/metrics");
    }

    /** Runs an agent on a thread of its own until {@link #close}. */
    public AgentRunner run(Agent agent) {
        return run(agent, Thread::new);
    }

    private AgentRunner run(Agent agent, ThreadFactory threads) {
        AgentRunner runner = new AgentRunner(
                new SleepingMillisIdleStrategy(IDLE_MS),
                error -> LOG.error("{}: {}", agent.roleName(), error.getMessage(), error),
                null,
                agent);
        runners.add(runner);
        AgentRunner.startOnThread(runner, threads);
        return runner;
    }

    /** Waits until the line has taken all that was published, and the store all that came of it. */
    public void settle() {
        if (engine.drain() && tailer != null) {
            long last = engine.outputs().lastSequence();
            if (!awaitStore(last)) {
                LOG.warn(
                        "the store has taken {} of {} events; the rest waits in the journal",
                        tailer.counters().sequence(),
                        last);
            }
        }
    }

    @Override
    public void close() {
        settle();
        if (gateway != null) {
            gateway.close();
            backtests.close();
            audit.note(Deed.ofSystem("stop", Origin.codeVersion(), "ok"));
        }
        runners.forEach(AgentRunner::close);
        engine.close();
        if (store != null) {
            store.close();
        }
    }

    private void guard() {
        guards = Guards.of(settings.gateway(), audit, clock);
        if (!settings.gateway().isLocal()) {
            settings.questdb().requirePasswordOfItsOwn();
        }
    }

    private void onFault(StageFault stageFault) {
        fault.complete(stageFault);
        onFault.run();
    }

    private void speak() {
        fanOut.speak(engine.outputs().lastSequence());
    }

    private Stage fanOut(EventConsumer next, SnapshotSink snapshots) {
        fanOut = new FanOutStage(fanOutBuffer, true, next, snapshots);
        return fanOut;
    }

    private Stage lostBooks(EventConsumer next, SnapshotSink snapshots) {
        return new LostBooksStage(lostBooks, next, snapshots);
    }

    /** Waits for the store: where it fills from the past, as long as it goes on; live somebody waits for the end. */
    private boolean awaitStore(long last) {
        long fromNs = System.nanoTime();
        long taken = tailer.counters().sequence();
        while (taken < last) {
            if (System.nanoTime() - fromNs >= CATCH_UP.toNanos() || tailerRunner.isClosed() || fault.isDone()) {
                return false;
            }
            sleep();
            long before = taken;
            taken = tailer.counters().sequence();
            if (!isLive && taken > before) {
                fromNs = System.nanoTime();
            }
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
}
