package org.millrace.engine.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.agrona.DirectBuffer;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.jars.StrategyArchive;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.RecordedOutputs;
import org.millrace.engine.journalling.ReplayComparer;
import org.millrace.engine.journalling.ReplayDifference;
import org.millrace.engine.line.StandardLine;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.snapshot.SnapshotFiles;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.journal.BatchAppender;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.damage.DamageException;

/**
 * Proves a data directory that nobody writes: runs JournalIn through the stages again and compares with JournalOut, byte
 * for byte. Nothing in the directory is changed.
 */
public final class ReplayVerifier {
    private final Path data;

    public ReplayVerifier(Path data) {
        this.data = data;
    }

    /** Returns the names of the stages that a verification runs, in order. */
    public static List<String> stages() {
        Unrecorded none = new Unrecorded();
        return StandardLine.between(none, none, List.of()).names();
    }

    /**
     * Replays everything that the journals hold; from the oldest snapshot where retention has deleted the beginning.
     *
     * @param settings how the line is cut
     * @throws StageFault      if a stage could not take an event
     * @throws DamageException if a journal is damaged, but none of its outputs differs
     */
    public ReplayResult verify(ConveyorSettings settings) {
        try {
            return verify(settings, JournalReader.open(data.resolve(JournalSettings.OUT)));
        } catch (DamageException damage) {
            return findDamage(settings, damage);
        }
    }

    /** Compares the damaged batch too: so the event is found, not only where its batch begins. */
    private ReplayResult findDamage(ConveyorSettings settings, DamageException damage) {
        ReplayResult result = verify(settings, JournalReader.openUnverified(data.resolve(JournalSettings.OUT)));
        if (result.isIdentical()) { // what is damaged is no event
            throw damage;
        }
        return result;
    }

    private StrategyLibrary strategies() {
        return ShippedStrategies.library()
                .with(new StrategyArchive(data.resolve(StrategyArchive.FOLDER)))
                .withModels(new ModelArchive(data.resolve(ModelArchive.FOLDER)));
    }

    private ReplayResult verify(ConveyorSettings settings, JournalReader recorded) {
        Unrecorded inputsAgain = new Unrecorded();
        Unrecorded unrecorded = new Unrecorded();
        try (JournalReader inputs = JournalReader.open(data.resolve(JournalSettings.IN));
                RecordedOutputs outputs = new RecordedOutputs(recorded);
                ReplayComparer comparer = new ReplayComparer(outputs, unrecorded)) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            Conveyor conveyor = new Conveyor(
                    StandardLine.between(inputsAgain, comparer, List.of(), strategies()),
                    settings,
                    SnapshotSink.NONE,
                    end::completeExceptionally);
            Recovery recovery = new Recovery(conveyor, inputs, outputs);
            loadOldest(recovery, inputs, outputs);
            JournalInStage journalIn = Recovery.stage(conveyor, JournalInStage.class);
            long first = journalIn.nextSequence();
            ReplayDifference difference = run(conveyor, recovery, end);
            if (difference == null && comparer.hasUnexplained()) {
                difference = comparer.unexplained();
            }
            if (difference == null && unrecorded.count == 0) {
                recorded.checkEnd();
            }
            return new ReplayResult(
                    journalIn.nextSequence() - first, comparer.equalCount(), unrecorded.count, difference);
        }
    }

    private void loadOldest(Recovery recovery, JournalReader inputs, RecordedOutputs outputs) {
        if (inputs.firstSequence() > 1 || outputs.firstSequence() > 1) {
            SnapshotFiles files = new SnapshotFiles(data.resolve(SnapshotFiles.FOLDER));
            recovery.load(files.oldest(snapshot -> recovery.canContinue(snapshot, Long.MAX_VALUE, Long.MAX_VALUE - 1)));
        }
    }

    /** Returns when no thread of the line runs any more: what they counted is visible then. */
    private static ReplayDifference run(Conveyor conveyor, Recovery recovery, CompletableFuture<Void> end) {
        try (conveyor) {
            conveyor.start(() -> {
                recovery.replay();
                end.complete(null);
            });
            return await(end);
        }
    }

    private static ReplayDifference await(CompletableFuture<Void> end) {
        try {
            end.get();
            return null;
        } catch (ExecutionException e) {
            StageFault fault = (StageFault) e.getCause();
            if (fault.getCause() instanceof ReplayDifference difference) {
                return difference;
            }
            throw fault.getCause() instanceof DamageException damage ? damage : fault;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while verifying", e);
        }
    }

    /** Takes outputs that no journal holds, and counts them. */
    private static final class Unrecorded implements BatchAppender {
        private long count;

        @Override
        public void append(DirectBuffer frames, int offset, int length, int events, long firstSequence) {
            count += events;
        }

        @Override
        public void close() {}
    }
}
