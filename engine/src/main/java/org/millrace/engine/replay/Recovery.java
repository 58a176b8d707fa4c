package org.millrace.engine.replay;

import java.util.function.BooleanSupplier;
import org.agrona.collections.LongArrayList;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.codecs.sbe.SkipCommandDecoder;
import org.millrace.engine.conveyor.Conveyor;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.JournalOutStage;
import org.millrace.engine.journalling.RecordedOutputs;
import org.millrace.engine.snapshot.Snapshot;
import org.millrace.journal.JournalException;
import org.millrace.journal.JournalReader;

/** Brings a new line to where the journals end: loads a snapshot, then replays JournalIn from there. */
public final class Recovery {
    private static final int BATCHES_A_POLL = 64;

    private final Conveyor conveyor;
    private final JournalReader inputs;
    private final RecordedOutputs outputs;
    private long fromInput = 1;

    /**
     * Creates the recovery of a line whose threads do not run yet.
     *
     * @param inputs  reads JournalIn
     * @param outputs what the line's comparer compares with
     */
    public Recovery(Conveyor conveyor, JournalReader inputs, RecordedOutputs outputs) {
        this.conveyor = conveyor;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** Returns the conveyor's stage of a class. */
    public static <T extends Stage> T stage(Conveyor conveyor, Class<T> type) {
        for (Stage stage : conveyor.stages()) {
            if (type.isInstance(stage)) {
                return type.cast(stage);
            }
        }
        throw new IllegalStateException("the line has no " + type.getSimpleName());
    }

    /** Returns whether the replay can continue a snapshot: its formats are known, and the journals reach that far. */
    public boolean canContinue(Snapshot snapshot, long lastInput, long lastOutput) {
        return snapshot.fits(conveyor.stages())
                && bounds(lastInput, lastOutput).contain(firstInput(snapshot), firstOutput(snapshot));
    }

    /**
     * Loads a snapshot.
     *
     * @param snapshot null: none, replay everything
     * @throws JournalException if there is none, and the journals no longer begin at the beginning
     */
    public void load(Snapshot snapshot) {
        if (snapshot != null) {
            snapshot.load(conveyor.stages());
            fromInput = firstInput(snapshot);
            outputs.seek(firstOutput(snapshot));
        } else if (!bounds(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1).reachBack()) {
            throw new JournalException("JournalIn begins at event " + inputs.firstSequence() + ", JournalOut at "
                    + outputs.firstSequence() + ", and no snapshot can be used");
        }
    }

    /** Replays all, as {@link #replay(BooleanSupplier)}. */
    public void replay() {
        replay(() -> false);
    }

    /**
     * Runs on the conveyor's first thread, before it reads its ring: returns when the last input has left the line.
     *
     * @param isStopped asked again and again
     * @throws StartStopped once it says so
     */
    public void replay(BooleanSupplier isStopped) {
        JournalInStage journalIn = stage(conveyor, JournalInStage.class);
        journalIn.beginReplay(skips(isStopped));
        readAll(journalIn, isStopped);
        journalIn.endReplay();
        conveyor.awaitQuiet();
    }

    /** Looks ahead for SkipCommands: what stopped the line once is not to stop it again. */
    private long[] skips(BooleanSupplier isStopped) {
        LongArrayList skips = new LongArrayList();
        SkipCommandDecoder skip = new SkipCommandDecoder();
        EventConsumer collector = (buffer, offset, length) -> {
            if (EventPrefix.templateId(buffer, offset) == SkipCommandDecoder.TEMPLATE_ID) {
                skip.wrap(
                        buffer,
                        offset + MessageHeaderDecoder.ENCODED_LENGTH,
                        SkipCommandDecoder.BLOCK_LENGTH,
                        SkipCommandDecoder.SCHEMA_VERSION);
                skips.addLong(skip.skipSequence());
            }
        };
        readAll(collector, isStopped);
        return skips.toLongArray();
    }

    private void readAll(EventConsumer consumer, BooleanSupplier isStopped) {
        inputs.seek(fromInput);
        int events;
        do {
            if (isStopped.getAsBoolean()) {
                throw new StartStopped();
            }
            events = inputs.poll(consumer, BATCHES_A_POLL);
        } while (events > 0);
    }

    private JournalBounds bounds(long lastInput, long lastOutput) {
        return new JournalBounds(inputs.firstSequence(), lastInput, outputs.firstSequence(), lastOutput);
    }

    /** Returns the sequence of the first input that is needed to continue a snapshot. */
    public static long firstInput(Snapshot snapshot) {
        return JournalInStage.savedSequence(snapshot.reader(JournalInStage.NAME));
    }

    /** Returns the sequence of the first output that is needed to continue a snapshot. */
    public static long firstOutput(Snapshot snapshot) {
        return JournalOutStage.savedSequence(snapshot.reader(JournalOutStage.NAME));
    }
}
