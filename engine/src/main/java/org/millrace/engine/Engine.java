package org.millrace.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.millrace.codecs.instrument.InstrumentResolver;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.EventRing;
import org.millrace.engine.conveyor.Line;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.features.FeaturesStage;
import org.millrace.engine.features.KnownSets;
import org.millrace.engine.instruments.InstrumentRegistry;
import org.millrace.engine.instruments.InstrumentsStage;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.JournalOutStage;
import org.millrace.engine.journalling.RecordedOutputs;
import org.millrace.engine.journalling.ReplayComparer;
import org.millrace.engine.journalling.ReplayDifference;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.models.ModelsStage;
import org.millrace.engine.models.SettledModel;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.replay.Recovery;
import org.millrace.engine.replay.StartStopped;
import org.millrace.engine.retention.JournalRetention;
import org.millrace.engine.retention.RetentionSettings;
import org.millrace.engine.settings.SettingValue;
import org.millrace.engine.snapshot.SnapshotAgent;
import org.millrace.engine.snapshot.SnapshotCollector;
import org.millrace.engine.snapshot.SnapshotFiles;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.cursor.Cursors;
import org.millrace.journal.damage.Damage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line with its journals, its clock and its snapshots: starts by replaying what the journals hold, lives on what
 * feeds publish, and ends with everything committed.
 *
 * <pre>
 *   new ──start()──▶ replaying ──▶ live ──close()──▶ drained, snapshot, committed
 *                        │            │
 *                        └── fault ───┴──▶ stopped: FaultHandler, close() saves no snapshot
 * </pre>
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long POLL_NS = 1_000_000;
    private static final long NO_SKIP = 0;

    private final EngineSettings settings;
    private final EngineContext context;
    private final Journal inputs;
    private final Journal outputs;
    private final Cursors cursors;
    private final ReplayComparer comparer;
    private final RecordedOutputs recorded;
    private final Conveyor conveyor;
    private final InstrumentRegistry instruments;
    private final ModelArchive models;
    private final SnapshotAgent snapshots;
    private final EngineAgents agents;
    private final CompletableFuture<Void> live = new CompletableFuture<>();
    private SpanOpening opening;
    private List<SettledModel> settledModels = List.of();
    private boolean tailMoved;
    private boolean closed;

    /**
     * Opens both journals, which verifies and repairs them, and makes the line. No thread runs yet.
     *
     * @throws org.millrace.journal.JournalException if a journal cannot be used
     */
    public Engine(EngineSettings settings, EngineContext context) {
        this.settings = settings;
        this.context = context;
        DataDirectory data = new DataDirectory(context.data());
        inputs = Journal.open(data.inputs(), settings.journal());
        outputs = Journal.open(data.outputs(), settings.journal());
        cursors = new Cursors(data.cursors());
        recorded = new RecordedOutputs(outputs.reader());
        comparer = new ReplayComparer(recorded, outputs.appender());
        models = data.models();
        Line line = StandardLine.between(inputs.appender(), comparer, context.behind(), data.strategies(models));
        SnapshotCollector collector = new SnapshotCollector(line.names());
        conveyor = new Conveyor(line, settings.conveyor(), collector, this::onFault);
        instruments = new InstrumentRegistry(settings.instruments(), newPublisher(), context.clock());
        snapshots = new SnapshotAgent(
                new SnapshotFiles(data.snapshots()), collector, newPublisher(), context.clock(), context.errors());
        agents = new EngineAgents(context.errors());
    }

    /** Replays, begins a new span, and returns when the line is live. */
    public void start() {
        start(NO_SKIP);
    }

    /** Starts, as {@link #start(long, BooleanSupplier)}. */
    public void start(long skipSequence) {
        start(skipSequence, () -> false);
    }

    /**
     * Replays without one input, begins a new span, and returns when the line is live.
     *
     * @param skipSequence the input that stopped the line; 0: none
     * @param isStopped    gives the start up; asked while it replays
     * @throws ReplayDifference if the stages compute otherwise than JournalOut holds it, within one version
     * @throws StageFault       if a stage could not take an event
     * @throws StartStopped     if it was given up; only {@link #close} makes sense then
     */
    public void start(long skipSequence, BooleanSupplier isStopped) {
        if (skipSequence != NO_SKIP) {
            tailMoved = new Skip(inputs, outputs, cursors, context.clock()).order(skipSequence);
        }
        try (JournalReader reader = inputs.reader()) {
            Recovery recovery = new Recovery(conveyor, reader, recorded);
            recovery.load(new SnapshotFiles(new DataDirectory(context.data()).snapshots())
                    .newest(snapshot -> recovery.canContinue(snapshot, inputs.lastSequence(), outputs.lastSequence())));
            conveyor.start(() -> {
                replay(recovery, isStopped);
                live.complete(null);
            });
            awaitLive();
        }
        beginSpan();
        agents.start(settings, context.clock(), newPublisher(), snapshots);
    }

    /** Returns a new way onto the ring, for one producing thread. */
    public RingPublisher newPublisher() {
        return new RingPublisher(conveyor.ring());
    }

    /** Returns what feeds ask for instrument ids. */
    public InstrumentResolver resolver() {
        return instruments;
    }

    /** Has values for all instruments reach the stages, as commands that are journaled. For one thread, once it runs. */
    public void set(List<SettingValue> values) {
        opening.settings(values, List.of());
    }

    /** Returns the registry of instruments. */
    public InstrumentRegistry instruments() {
        return instruments;
    }

    /** Returns the line's models: what is prepared there a command need not wait for. */
    public ModelArchive models() {
        return models;
    }

    /** Returns the roles that settings of earlier starts had given to models when the replay ended. */
    public List<SettledModel> settledModels() {
        return settledModels;
    }

    /** Returns the inbound ring. */
    public EventRing ring() {
        return conveyor.ring();
    }

    /** Returns JournalIn. */
    public Journal inputs() {
        return inputs;
    }

    /** Returns JournalOut. */
    public Journal outputs() {
        return outputs;
    }

    /** Returns the agent that takes snapshots. */
    public SnapshotAgent snapshots() {
        return snapshots;
    }

    /**
     * Has journals deleted after each snapshot, as far as nothing needs them. To be called before the start.
     *
     * @param cursorNames of those who read JournalOut at their own pace, and whom retention waits for
     */
    public void retain(RetentionSettings retention, List<String> cursorNames) {
        snapshots.onWritten(
                new JournalRetention(inputs, outputs, cursors, cursorNames, retention, context.clock())::onSnapshot);
    }

    /** Returns whether outputs were taken back at the start: whoever read them must step back to JournalOut's end. */
    public boolean tookOutputsBack() {
        return tailMoved;
    }

    /** Waits until everything published so far has left the line; false: the line has stopped. */
    public boolean drain() {
        return conveyor.drain();
    }

    /** Drains the line, saves a snapshot and closes the journals; producers must have stopped. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        agents.close();
        if (live.isDone() && !live.isCompletedExceptionally() && conveyor.drain()) {
            saveLastSnapshot();
        }
        conveyor.close();
        recorded.close();
        inputs.close();
        outputs.close();
    }

    /** Runs on the conveyor's first thread. */
    private void replay(Recovery recovery, BooleanSupplier isStopped) {
        JournalInStage journalIn = Recovery.stage(conveyor, JournalInStage.class);
        JournalOutStage journalOut = Recovery.stage(conveyor, JournalOutStage.class);
        comparer.tolerate(); // which version recorded what differs is known when its span has been replayed
        recovery.replay(isStopped);
        ReplayDifference difference = comparer.difference();
        if (difference != null) {
            onUpgrade(journalIn, journalOut, difference);
        } else if (comparer.hasUnexplained()) {
            takeBack(journalOut.nextSequence());
        }
        takeBackLost();
        comparer.resume();
        recorded.close();
        instruments.restore(Recovery.stage(conveyor, InstrumentsStage.class).instruments());
    }

    private void takeBack(long fromSequence) {
        LOG.warn("outputs {} to {}: no input explains them, moved aside", fromSequence, outputs.lastSequence());
        recorded.close();
        cursors.takeBack(fromSequence);
        tailMoved = outputs.moveTailAside(fromSequence) > 0 || tailMoved;
    }

    /** Finds out whether outputs were shown, then lost by damage, and are not what the replay has put in their place. */
    private void takeBackLost() {
        long last = outputs.lastSequence();
        long shown = cursors.highest();
        for (Damage damage : outputs.damages()) {
            shown = Math.max(shown, damage.lastLostSequence());
        }
        if (shown > last) {
            LOG.warn("outputs {} to {}: lost, and no input explains them", last + 1, shown);
            cursors.takeBack(last + 1);
            tailMoved = true;
        }
    }

    private void onUpgrade(JournalInStage journalIn, JournalOutStage journalOut, ReplayDifference difference) {
        String recordedBy = journalIn.versionAt(difference.cause());
        if (context.codeVersion().equals(recordedBy)) {
            throw difference;
        }
        LOG.warn("{} computes otherwise than {} did: {}", context.codeVersion(), recordedBy, difference.getMessage());
        journalOut.continueAt(outputs.lastSequence() + 1);
    }

    private void awaitLive() {
        try {
            live.join();
        } catch (CompletionException e) {
            if (e.getCause().getCause() instanceof ReplayDifference difference) {
                throw difference;
            }
            if (e.getCause().getCause() instanceof StartStopped stopped) {
                throw stopped;
            }
            throw e.getCause() instanceof StageFault fault ? fault : e;
        }
    }

    private void beginSpan() {
        long epoch = Math.max(1, Recovery.stage(conveyor, JournalInStage.class).epoch() + (tailMoved ? 1 : 0));
        KnownSets knownSets = Recovery.stage(conveyor, FeaturesStage.class).knownSets();
        ModelsStage predicting = Recovery.stage(conveyor, ModelsStage.class);
        settledModels = predicting.settled();
        predicting.running().stream()
                .filter(terms -> !OutdatedModels.has(settings.features(), terms))
                .forEach(terms -> LOG.warn("{}; it predicts no more", OutdatedModels.complaint(terms)));
        context.onReplayed().run();
        opening = new SpanOpening(newPublisher(), context);
        opening.engineStarted(epoch);
        opening.settings(settings.values(), List.of());
        instruments.defineListed();
        opening.settings(settings.values(), instruments.instruments());
        opening.features(settings.features(), instruments.instruments(), knownSets);
    }

    private void onFault(StageFault fault) {
        if (!live.completeExceptionally(fault)) {
            context.faults().onFault(fault);
        }
    }

    private void saveLastSnapshot() {
        while (!snapshots.request(context.clock().nanoTime())) {
            if (newPublisher().isClosed() || !conveyor.ring().isAdmitting()) {
                return; // stopped, or its disk is full: the next start replays from the snapshot before
            }
            snapshots.write(); // one that was under way
            LockSupport.parkNanos(POLL_NS);
        }
        if (conveyor.drain()) {
            snapshots.write();
        }
    }
}
