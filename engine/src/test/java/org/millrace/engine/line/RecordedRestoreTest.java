package org.millrace.engine.line;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.conveyor.RingPublisher;
import org.millrace.engine.features.support.StandardSet;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.JournalOutStage;
import org.millrace.engine.journalling.ReplayComparer;
import org.millrace.engine.recorded.RecordedInputs;
import org.millrace.engine.snapshot.Snapshot;
import org.millrace.engine.snapshot.SnapshotCollector;
import org.millrace.engine.snapshot.SnapshotFiles;

/** Takes snapshots at random sequences of recorded markets, and goes on from each of them. */
class RecordedRestoreTest {
    private static final int SNAPSHOTS = 100;

    @TempDir
    private Path directory;

    @BeforeAll
    static void needCaptures() {
        assumeTrue(
                !System.getProperty("millrace.captures", "").isEmpty(),
                "no recorded captures: set -Dmillrace.captures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"binance/spot-multi-20210404", "binance/spot-btcusdt-20240808", "binance_us/spot-multi-20210405"
            })
    void shouldGoOnFromAnySequenceAsIfNeverInterrupted(String recording) throws IOException {
        List<byte[]> inputs = new ArrayList<>(StandardSet.messages(StandardSet.on("1s", "1m"), 1));
        inputs.addAll(RecordedInputs.of(recording, directory.resolve("data")));
        Random random = new Random(31);
        int[] sequences = random.ints(1, inputs.size())
                .distinct()
                .limit(SNAPSHOTS)
                .sorted()
                .toArray();

        try (TestLine whole = record(inputs, sequences)) {
            for (int sequence : sequences) {
                long cuts = random.nextInt(1 << (TestLine.NAMES.size() - 1));
                restoreAndCompare(whole, files(sequence).newest(any -> true), cuts);
            }
        }
    }

    /** Runs all inputs, with a marker behind each of some, and writes a snapshot at each. */
    private TestLine record(List<byte[]> inputs, int[] sequences) throws IOException {
        SnapshotCollector collector = new SnapshotCollector(TestLine.NAMES);
        TestLine line = new TestLine(TestLine.FUSED, collector).run(List.of());
        RingPublisher publisher = new RingPublisher(line.conveyor.ring());
        int done = 0;
        for (int sequence : sequences) {
            collector.expect(sequence);
            Inputs.publish(inputs.subList(done, sequence), publisher);
            Inputs.publish(new Inputs().marker(sequence).messages(), publisher);
            assertTrue(line.conveyor.drain());
            files(sequence).write(collector);
            done = sequence;
        }
        Inputs.publish(inputs.subList(done, inputs.size()), publisher);
        assertTrue(line.conveyor.drain());
        return line;
    }

    private SnapshotFiles files(int sequence) {
        return new SnapshotFiles(directory.resolve(Integer.toString(sequence)));
    }

    private static void restoreAndCompare(TestLine whole, Snapshot snapshot, long cuts) {
        MemoryJournal recorded = (MemoryJournal) whole.outputs;
        long nextInput = JournalInStage.savedSequence(snapshot.reader(JournalInStage.NAME));
        long nextOutput = JournalOutStage.savedSequence(snapshot.reader(JournalOutStage.NAME));
        MemoryJournal beyond = new MemoryJournal();
        ReplayComparer comparer = new ReplayComparer(recorded.batches(nextOutput, 37), beyond);
        SnapshotCollector collector = new SnapshotCollector(TestLine.NAMES);
        try (TestLine restored = new TestLine(TestLine.FUSED.cut(TestLine.NAMES, cuts), collector, comparer)) {
            snapshot.load(restored.conveyor.stages());
            CompletableFuture<Void> end = new CompletableFuture<>();
            restored.conveyor.start(() -> {
                JournalInStage journalIn = restored.stage(JournalInStage.class);
                journalIn.beginReplay(new long[0]);
                whole.inputs.replay(nextInput, restored.conveyor.first());
                journalIn.endReplay();
                restored.conveyor.awaitQuiet();
                end.complete(null);
            });
            await().pollInterval(Duration.ofMillis(1)).until(() -> end.isDone() || restored.fault() != null);

            List<Object> outcome = new ArrayList<>();
            outcome.add(restored.fault());
            outcome.add(comparer.lastEqualSequence());
            outcome.add(beyond.count());
            List<Object> expected = new ArrayList<>();
            expected.add(null);
            expected.add(recorded.count());
            expected.add(0L);
            assertEquals(expected, outcome, () -> "from input " + nextInput);
        }
    }
}
