package org.millrace.engine.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.conveyor.Stage;
import org.millrace.engine.journalling.JournalInStage;
import org.millrace.engine.journalling.JournalOutStage;
import org.millrace.engine.journalling.ReplayComparer;
import org.millrace.engine.snapshot.Snapshot;
import org.millrace.engine.snapshot.SnapshotCollector;
import org.millrace.engine.snapshot.SnapshotFiles;
import org.millrace.engine.snapshot.SnapshotReader;
import org.millrace.engine.snapshot.SnapshotWriter;

class SnapshotRestoreTest {
    private static final int EVENTS = 1_500;
    private static final int SNAPSHOTS = 40;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"trades", "books", "alerts", "liquidations", "models"})
    void shouldGoOnFromEverySnapshotAsIfNeverInterrupted(String kind) throws IOException {
        Random random = new Random(7);
        for (int i = 1; i <= SNAPSHOTS; i++) {
            int at = 1 + random.nextInt(EVENTS);
            long cuts = random.nextInt(1 << (TestLine.NAMES.size() - 1));
            SnapshotFiles files = new SnapshotFiles(directory.resolve(Integer.toString(i)));

            try (TestLine whole = recorded(market(kind), files, at, cuts)) {
                restoreAndCompare(whole, files, at);
            }
        }
    }

    /** A set is declared in parts, models are commanded, then come the first bars. */
    @Test
    void shouldGoOnFromEachMomentAtWhichModelsBegin() throws IOException {
        int begin = market("trades").size() - EVENTS;
        int end = begin + PromotedModels.running().size() + 20;

        for (int at = begin; at < end; at++) {
            SnapshotFiles files = new SnapshotFiles(directory.resolve(Integer.toString(at)));
            try (TestLine whole = recorded(market("models"), files, at, 0)) {
                restoreAndCompare(whole, files, at);
            }
        }
    }

    @Test
    void shouldPassOverUnreadableSnapshots() throws IOException {
        SnapshotFiles files = new SnapshotFiles(directory);
        recorded(market("trades"), files, 100, 0).close();
        recorded(market("trades"), files, 200, 0).close();
        Path newest = directory.resolve("%020d.snapshot".formatted(200));
        byte[] bytes = Files.readAllBytes(newest);

        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        long afterOneBit = files.newest(snapshot -> true).id();
        Files.write(newest, Arrays.copyOf(bytes, 10));
        long afterTruncation = files.newest(snapshot -> true).id();

        assertEquals(List.of(100L, 100L), List.of(afterOneBit, afterTruncation));
        assertNull(files.newest(snapshot -> false));
    }

    private static List<byte[]> market(String kind) {
        return switch (kind) {
            case "books" -> CheckedBooks.messages(EVENTS, 2);
            case "alerts" -> Inputs.alerts(EVENTS, 2);
            case "liquidations" -> Inputs.liquidations(EVENTS, 2);
            case "models" -> PromotedModels.messages(EVENTS, 2);
            default -> Inputs.market(EVENTS, 2).messages();
        };
    }

    /** Runs a market with one marker in it, and writes the snapshot. */
    private static TestLine recorded(List<byte[]> messages, SnapshotFiles files, int at, long cuts) throws IOException {
        messages.addAll(at, new Inputs().marker(at).messages());
        SnapshotCollector collector = new SnapshotCollector(TestLine.NAMES);
        collector.expect(at);
        TestLine line = new TestLine(TestLine.FUSED.cut(TestLine.NAMES, cuts), collector).run(messages);
        files.write(collector);
        return line;
    }

    private static void restoreAndCompare(TestLine whole, SnapshotFiles files, int at) {
        Snapshot snapshot = files.newest(any -> true);
        MemoryJournal recorded = (MemoryJournal) whole.outputs;
        long nextInput = JournalInStage.savedSequence(snapshot.reader(JournalInStage.NAME));
        long nextOutput = JournalOutStage.savedSequence(snapshot.reader(JournalOutStage.NAME));
        MemoryJournal beyond = new MemoryJournal();
        ReplayComparer comparer = new ReplayComparer(recorded.batches(nextOutput, 37), beyond);
        try (TestLine restored = new TestLine(TestLine.FUSED, new SnapshotCollector(TestLine.NAMES), comparer)) {
            snapshot.load(restored.conveyor.stages());
            restored.conveyor.stages().forEach(stage -> assertSavesAgain(snapshot, stage));
            JournalInStage journalIn = restored.stage(JournalInStage.class);
            journalIn.beginReplay(new long[0]);

            whole.inputs.replay(nextInput, restored.conveyor.first());
            journalIn.endReplay();
            restored.conveyor.first().flush();

            assertEquals(at + 1, nextInput, "each input has a sequence, and the marker comes after " + at);
            assertEquals(recorded.count(), comparer.lastEqualSequence());
            assertEquals(
                    recorded.count(), restored.stage(TestLine.Counter.class).last());
            assertArrayEquals(new byte[0], beyond.bytes());
        }
    }

    /** Checks that a stage that has read its state would save the same bytes. */
    private static void assertSavesAgain(Snapshot snapshot, Stage stage) {
        SnapshotWriter again = new SnapshotWriter(1_024);
        stage.save(again);
        SnapshotReader read = snapshot.reader(stage.name());
        UnsafeBuffer saved = new UnsafeBuffer(new byte[read.remaining()]);
        read.getBytes(saved, 0, saved.capacity());
        assertEquals(saved, new UnsafeBuffer(again.buffer(), 0, again.length()), stage.name());
    }
}
