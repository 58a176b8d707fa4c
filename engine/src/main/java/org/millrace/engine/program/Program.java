package org.millrace.engine.program;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.millrace.engine.Engine;
import org.millrace.engine.EngineContext;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsChange;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.logging.Logs;
import org.millrace.engine.replay.StartStopped;
import org.millrace.feeds.FrameTap;
import org.millrace.gateway.fanout.FanOutBuffer;
import org.millrace.gateway.metrics.Metrics;
import org.millrace.gateway.notify.Notices;
import org.millrace.gateway.notify.Notifier;
import org.millrace.gateway.operations.Health;
import org.millrace.gateway.operations.Operations;
import org.millrace.journal.JournalException;
import org.millrace.journal.history.History;
import org.millrace.journal.questdb.PipelineNotes;
import org.millrace.journal.questdb.QuestDbSettings;
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

    private final EpochNanoClock clock;
    private final CompletableFuture<StageFault> fault = new CompletableFuture<>();
    private final ProgramAgents agents = new ProgramAgents();
    private final Path data;
    private final boolean isLive;
    private final MillraceSettings settings;
    private final Metrics metrics = new Metrics();
    private final Health health = new Health(metrics);
    private final Logs logs;
    private final ProgramGateway gateway;
    private final OutputStages outputs;
    private final Engine engine;
    private volatile Runnable onFault = () -> {};
    private ProgramStore store;
    private Notifier notifier;
    private ModelStarts models;
    private StrategyStarts strategies;
    private boolean isStarted;

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
        gateway = new ProgramGateway(settings, data, isLive, clock);
        outputs = new OutputStages(
                settings.instruments().capacity(),
                new FanOutBuffer(settings.gateway().fanOutCapacity()));
        EngineContext context = new EngineContext(
                data,
                clock,
                Origin.codeVersion(),
                Origin.hash(settings),
                outputs.steps(),
                this::speak,
                this::onFault,
                error -> LOG.error("{}", error.getMessage(), error));
        engine = new Engine(settings.engine(beat), context);
    }

    /** Starts, as {@link #start(boolean, long, BooleanSupplier)}. */
    public void start(boolean withStore, long skipSequence) {
        start(withStore, skipSequence, () -> false);
    }

    /**
     * Replays what the journals hold, and goes live.
     *
     * @param skipSequence the input that stopped the line; 0: none
     * @param isStopped    gives the start up; asked between its steps, and while it replays
     * @throws StartStopped if it was given up; only {@link #close} makes sense then
     */
    public void start(boolean withStore, long skipSequence, BooleanSupplier isStopped) {
        startParts(withStore, skipSequence, isStopped);
        requireWanted(isStopped);
        isStarted = true;
    }

    private void startParts(boolean withStore, long skipSequence, BooleanSupplier isStopped) {
        requireWanted(isStopped);
        if (withStore && settings.questdb().mode() != QuestDbSettings.Mode.NONE) {
            store = ProgramStore.open(settings.questdb(), data, isLive, isStopped);
        }
        if (isLive) { // what is played or imported is old, and is to be kept
            engine.retain(settings.retention(), AlertTelling.cursors(settings));
        }
        engine.start(skipSequence, isStopped);
        requireWanted(isStopped);
        if (isLive) {
            models = ModelStarts.of(settings, data, engine, clock);
        }
        strategies = StrategyStarts.of(settings.strategies(), data, isLive, engine, clock);
        JournalCare.of(engine, settings.journal(), metrics, health).forEach(agents::run);
        ProgramMetrics.register(engine, metrics);
        ProgramHealth.register(engine, fault, isLive, health);
        if (store != null) {
            store.fill(engine, agents);
            store.register(engine, metrics, health);
        }
        if (isLive && settings.alerts().isOn()) { // nobody is told of what happened long ago
            notifier = AlertTelling.open(settings.alerts(), engine, data, clock);
            notifier.register(metrics);
            agents.run(notifier, Background::thread);
        }
    }

    /**
     * Opens the gateway.
     *
     * @throws OperationFailed if an address cannot be had
     */
    public void serve() {
        ProgramGateway.Views views = new ProgramGateway.Views(
                outputs.events(),
                store == null ? History.NONE : store.history(),
                metrics,
                new Operations(health, logs),
                notifier == null ? Notices.NONE : notifier);
        agents.run(gateway.open(engine, views));
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
        return store == null ? null : store.notes(symbol, exchange);
    }

    /** Returns where live feeds put their events. */
    public LiveFeeds.Sink sink() {
        return new LiveFeeds.Sink(
                engine.resolver(),
                engine::newPublisher,
                feed -> FrameTap.NONE,
                clock,
                outputs.lostBooks(),
                outputs.known());
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
            gateway.note("reload settings", "", notice);
            notices.accept(notice);
        };
        SettingsWatch watch = new SettingsWatch(file, settings, clock, changes, told);
        watch.register(metrics);
        return agents.run(watch);
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
        return gateway.address();
    }

    /** Returns where the metrics are, once they are served. */
    public URI metricsAddress() {
        return gateway.metricsAddress();
    }

    /** Runs an agent on a thread of its own until {@link #close}. */
    public AgentRunner run(Agent agent) {
        return agents.run(agent);
    }

    /** Waits until the line has taken all that was published, and the store all that came of it. */
    public void settle() {
        if (engine.drain() && store != null) {
            store.settle(engine.outputs().lastSequence(), fault::isDone);
        }
    }

    @Override
    public void close() {
        if (isStarted) { // else nobody waits: what the store lacks is in the journal
            settle();
        }
        gateway.close();
        agents.close();
        engine.close();
        if (store != null) {
            store.close();
        }
    }

    private void onFault(StageFault stageFault) {
        fault.complete(stageFault);
        onFault.run();
    }

    private static void requireWanted(BooleanSupplier isStopped) {
        if (isStopped.getAsBoolean()) {
            throw new StartStopped();
        }
    }

    private void speak() {
        outputs.speak(engine.outputs().lastSequence());
    }
}
