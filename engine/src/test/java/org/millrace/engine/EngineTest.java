package org.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.codecs.sbe.EngineStartedDecoder;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.StageFault;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.instruments.InstrumentSettings;
import org.millrace.engine.line.Inputs;
import org.millrace.engine.replay.CutPlan;
import org.millrace.engine.replay.ReplayResult;
import org.millrace.engine.replay.ReplayVerifier;
import org.millrace.engine.replay.StartStopped;
import org.millrace.engine.retention.RetentionSettings;
import org.millrace.engine.snapshot.SnapshotSettings;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.Durability;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.Repair;
import org.millrace.journal.cursor.Cursors;

class EngineTest {
    private static final int EVENTS = 3_000;
    private static final ConveyorSettings FUSED = new ConveyorSettings(Waiting.BLOCK, 1_024, List.of());
    private static final JournalSettings JOURNAL = new JournalSettings(
            Durability.PROCESS, Duration.ofMillis(200), Duration.ofHours(1), 1024 * 1024, Repair.AUTO, 0);
    private static final EngineSettings SETTINGS = new EngineSettings(
            FUSED, JOURNAL, new SnapshotSettings(Duration.ZERO), InstrumentSettings.DEFAULTS, Duration.ZERO, List.of());

    private final AtomicLong nowNs = new AtomicLong(1_700_000_000_000_000_000L);
    private final List<StageFault> faults = new ArrayList<>();

    @TempDir
    Path data;

    @Test
    void shouldReplayIdenticallyHoweverTheLineIsCut() {
        run(data, "1", 1);

        List<String> wrong = new ArrayList<>();
        for (ConveyorSettings cuts : CutPlan.of("every", ReplayVerifier.stages(), FUSED)) {
            ReplayResult result = new ReplayVerifier(data).verify(cuts);
            if (!result.isIdentical() || result.unrecorded() != 0) {
                wrong.add(result.text());
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void shouldGoOnWhereItEnded() {
        run(data, "1", 1);
        long inputs = lastInput(data);
        run(data, "1", 2);

        assertEquals(2 * inputs + 1, lastInput(data), "the feature set, which is not in the settings, ends");
        assertEquals(List.of(1L, 1L), epochs(data));
        assertTrue(verify(data).isIdentical());
    }

    @Test
    void shouldRecoverFromAKillAtAnyMoment() throws IOException {
        Path killed = data.resolve("killed");
        Path lived = Files.createDirectory(data.resolve("lived"));
        try (Engine engine = start(lived, "1")) {
            publish(engine, 1);
            engine.drain();
            copy(lived, killed); // what a kill leaves: nothing closed, no snapshot
        }

        run(killed, "1", 2);

        assertEquals(List.of(1L, 1L), epochs(killed));
        assertTrue(verify(killed).isIdentical());
    }

    @Test
    void shouldPutOutWhatWasJournaledButNotPutOut() {
        run(data, "1", 1);
        long outputs = lastOutput(data);
        deleteSnapshots();
        moveTailAside(data.resolve(JournalSettings.OUT), outputs - 500);
        start(data, "1").close();

        assertEquals(List.of(1L, 1L), epochs(data));
        assertTrue(lastOutput(data) > outputs);
        assertTrue(verify(data).isIdentical());
    }

    @Test
    void shouldTakeBackOutputsThatNoInputExplains() {
        run(data, "1", 1);
        moveTailAside(data.resolve(JournalSettings.IN), lastInput(data) - 500);
        long shown = lastOutput(data);
        Cursors cursors = new Cursors(data.resolve(JournalSettings.CURSORS));
        cursors.open("store").moveTo(shown);

        try (Engine engine = start(data, "1")) {
            assertTrue(engine.tookOutputsBack());
        }

        long takenBackFrom = cursors.open("store").takenBackFrom();
        assertTrue(takenBackFrom > 0 && takenBackFrom <= shown);
        assertEquals(takenBackFrom - 1, cursors.open("store").sequence());

        assertEquals(List.of(1L, 2L), epochs(data));
        assertTrue(verify(data).isIdentical());
    }

    @Test
    void shouldTakeBackOutputsThatBothJournalsLost() {
        run(data, "1", 1);
        long shown = lastOutput(data);
        Cursors cursors = new Cursors(data.resolve(JournalSettings.CURSORS));
        cursors.open("store").moveTo(shown);
        moveTailAside(data.resolve(JournalSettings.IN), lastInput(data) - 500);
        moveTailAside(data.resolve(JournalSettings.OUT), lastOutput(data) - 2_000);

        start(data, "1").close();

        long takenBackFrom = cursors.open("store").takenBackFrom();
        assertTrue(
                takenBackFrom > shown - 1_500 && takenBackFrom <= shown, "what was computed again is not taken back");
        assertEquals(List.of(1L, 2L), epochs(data));
        assertTrue(verify(data).isIdentical());
    }

    @Test
    void shouldRestartFromSnapshotsAfterRetention() throws IOException {
        for (int span = 1; span <= 4; span++) {
            run(data, "1", span); // each opening begins a new file
        }
        long first = lastInput(data) * 3 / 4;
        retain(data.resolve(JournalSettings.IN), first);
        retain(data.resolve(JournalSettings.OUT), lastOutput(data) * 3 / 4);

        run(data, "1", 5);

        assertEquals(5, lastInput(data) / (EVENTS + 5));
        assertTrue(verify(data).isIdentical());
    }

    @Test
    void shouldDeleteWhatNeitherSnapshotsNorCursorsNeed() {
        nowNs.set(4_000_000_000_000_000_000L); // all files are older than that
        Cursors cursors = new Cursors(data.resolve(JournalSettings.CURSORS));
        List<Long> firsts = new ArrayList<>();
        for (int span = 1; span <= 6; span++) {
            try (Engine engine = new Engine(SETTINGS, context(data, "1"))) {
                engine.retain(new RetentionSettings(Duration.ZERO), List.of("store"));
                engine.start();
                publish(engine, span);
            }
            firsts.add(first(data.resolve(JournalSettings.OUT)));
            if (span >= 4) {
                cursors.open("store").moveTo(lastOutput(data));
            }
        }

        assertEquals(List.of(1L, 1L, 1L, 1L), firsts.subList(0, 4));
        assertTrue(firsts.get(4) > 1 && firsts.get(5) > firsts.get(4), firsts::toString);
        assertTrue(first(data.resolve(JournalSettings.IN)) > 4 * EVENTS);
        assertTrue(verify(data).isIdentical());
    }

    private static long first(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            return reader.firstSequence();
        }
    }

    @Test
    void shouldRefuseOtherResultsWithinOneVersionOnly() {
        run(data, "1", 1);
        deleteSnapshots();

        run(data, "2", 2); // the same code under another name

        assertTrue(verify(data).isIdentical());
        assertEquals(List.of(), faults);
    }

    @Test
    void shouldEndWithoutASnapshotWhileNothingIsAdmitted() {
        run(data, "1", 1);
        long inputs = lastInput(data);

        try (Engine engine = start(data, "1")) {
            engine.ring().admit(false);
        }

        assertEquals(inputs + 2, lastInput(data), "EngineStarted, the end of the feature set, and no marker");
        run(data, "1", 2);
        assertTrue(verify(data).isIdentical());
    }

    @Test
    void shouldGiveUpAStartAndMakeItWholeTheNextTime() {
        run(data, "1", 1);
        long inputs = lastInput(data);
        long outputs = lastOutput(data);
        deleteSnapshots();
        for (int asked = 1; asked <= 3; asked++) { // looking ahead, replaying, at its end
            AtomicLong left = new AtomicLong(asked);
            try (Engine engine = new Engine(SETTINGS, context(data, "1"))) {
                assertThrows(StartStopped.class, () -> engine.start(0, () -> left.decrementAndGet() == 0));
            }
        }

        assertEquals(List.of(inputs, outputs), List.of(lastInput(data), lastOutput(data)));
        run(data, "1", 2);
        assertEquals(List.of(), faults);
        assertTrue(verify(data).isIdentical());
    }

    @Test
    void shouldRefuseToSkipWhatIsNotThere() {
        run(data, "1", 1);
        try (Engine engine = new Engine(SETTINGS, context(data, "1"))) {
            assertThrows(IllegalArgumentException.class, () -> engine.start(1_000_000));
        }
    }

    private void run(Path directory, String version, long seed) {
        try (Engine engine = start(directory, version)) {
            publish(engine, seed);
        }
    }

    private Engine start(Path directory, String version) {
        Engine engine = new Engine(SETTINGS, context(directory, version));
        engine.start();
        return engine;
    }

    private static void publish(Engine engine, long seed) {
        List<byte[]> market = Inputs.market(EVENTS, seed).messages();
        Inputs.publish(market.subList(1, market.size()), engine.newPublisher()); // the engine began the span itself
    }

    private EngineContext context(Path directory, String version) {
        return new EngineContext(
                directory,
                () -> nowNs.addAndGet(1_000),
                version,
                "00".repeat(32),
                List.of(),
                () -> {},
                faults::add,
                error -> faults.add(null));
    }

    private static ReplayResult verify(Path directory) {
        return new ReplayVerifier(directory).verify(FUSED);
    }

    private static long lastInput(Path directory) {
        return last(directory.resolve(JournalSettings.IN));
    }

    private static long lastOutput(Path directory) {
        return last(directory.resolve(JournalSettings.OUT));
    }

    private static long last(Path journal) {
        return WholeJournal.read(journal, (buffer, offset, length) -> {});
    }

    private static List<Long> epochs(Path directory) {
        List<Long> epochs = new ArrayList<>();
        EngineStartedDecoder started = new EngineStartedDecoder();
        WholeJournal.read(directory.resolve(JournalSettings.OUT), (buffer, offset, length) -> {
            if (EventPrefix.templateId(buffer, offset) == EngineStartedDecoder.TEMPLATE_ID) {
                int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
                started.wrap(buffer, body, EngineStartedDecoder.BLOCK_LENGTH, 1);
                epochs.add(started.epoch());
            }
        });
        return epochs;
    }

    private static void moveTailAside(Path directory, long from) {
        try (Journal journal = Journal.open(directory, JOURNAL)) {
            journal.moveTailAside(from);
        }
    }

    private static void retain(Path directory, long from) {
        try (Journal journal = Journal.open(directory, JOURNAL)) {
            assertTrue(journal.deleteBefore(from, Long.MAX_VALUE) > 0);
        }
    }

    private void deleteSnapshots() {
        for (File file : data.resolve("snapshots").toFile().listFiles()) {
            assertTrue(file.delete());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
