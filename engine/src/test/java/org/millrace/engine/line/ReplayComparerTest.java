package org.millrace.engine.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.ReplayComparer;
import org.millrace.engine.journalling.ReplayDifference;
import org.millrace.engine.snapshot.SnapshotSink;
import org.millrace.journal.BatchAppender;

class ReplayComparerTest {
    private static final int EVENTS = 1_000;

    private final TestLine live = new TestLine(TestLine.FUSED, SnapshotSink.NONE)
            .run(Inputs.market(EVENTS, 3).messages());
    private final MemoryJournal recorded = (MemoryJournal) live.outputs;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 10_000})
    void shouldFindAReplayEqualWhateverTheBatches(int eventsPerBatch) {
        ReplayComparer comparer = new ReplayComparer(recorded.batches(1, eventsPerBatch), new MemoryJournal());

        replayInto(comparer);

        assertEquals(recorded.count(), comparer.lastEqualSequence());
        assertEquals(recorded.bytes().length, comparer.comparedBytes());
        assertFalse(comparer.hasUnexplained());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 100, 101, 999})
    void shouldNameTheFirstOutputThatDiffers(long sequence) {
        recorded.damage(sequence, 47);
        ReplayComparer comparer = new ReplayComparer(recorded.batches(1, 64), new MemoryJournal());

        RuntimeException thrown = assertThrows(RuntimeException.class, () -> replayInto(comparer));

        Throwable difference = thrown instanceof StageFault ? thrown.getCause() : thrown;
        assertEquals(sequence, ((ReplayDifference) difference).sequence());
    }

    @Test
    void shouldAppendOnlyWhatTheJournalDoesNotHold() {
        MemoryJournal shorter = new MemoryJournal();
        replayInto(shorter, EVENTS / 2);
        long before = shorter.count();
        ReplayComparer comparer = new ReplayComparer(shorter.batches(1, 100), shorter);

        replayInto(comparer);

        assertTrue(before < recorded.count());
        assertArrayEquals(recorded.bytes(), shorter.bytes());
    }

    @Test
    void shouldTellOutputsThatNoInputExplains() {
        ReplayComparer comparer = new ReplayComparer(recorded.batches(1, 100), new MemoryJournal());

        replayInto(comparer, EVENTS / 2);

        assertTrue(comparer.hasUnexplained());
    }

    private void replayInto(BatchAppender outputs) {
        replayInto(outputs, Integer.MAX_VALUE);
    }

    private void replayInto(BatchAppender outputs, int events) {
        try (TestLine line = new TestLine(TestLine.FUSED, SnapshotSink.NONE, outputs)) {
            JournalInStage journalIn = line.stage(JournalInStage.class);
            journalIn.beginReplay(new long[0]);
            live.inputs.replay(1, events, journalIn);
            journalIn.endReplay();
            journalIn.flush();
        }
    }
}
