package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventConsumer;
import org.millrace.codecs.EventPrefix;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.EventRing;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.replay.ReplayResult;
import org.millrace.engine.replay.ReplayVerifier;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;

/**
 * Kills the program at random moments of a playback, with a subscriber and the store attached, and starts it again on
 * the same folder. {@code millrace.kills} says how often; folders are changed after every few.
 */
class KillDrillTest {
    private static final int KILLS = Integer.getInteger("millrace.kills", 2);
    private static final int KILLS_A_FOLDER = 4;
    private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());
    private static final int LONGEST_MS = 6_000; // a part of the recording takes ten seconds and more
    private static final int LONGEST_START_MS = 3_000;
    private static final int SOME_EVENTS = 100;
    private static final int LOST_INPUTS = 5_000;
    private static final String SETTINGS =
            """
            gateway:
              listen: { host: 127.0.0.1, port: 0 }
              metrics: { host: 127.0.0.1, port: 0 }
            snapshots: { interval: 2s }
            """;

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    @BeforeAll
    static void needCaptures() {
        Recordings.need();
    }

    @Test
    void shouldLoseAndDoubleNothingWhenKilledAtAnyMoment() throws Exception {
        List<Path> parts = Recordings.parts(folder, KILLS_A_FOLDER + 1);
        for (int kills = KILLS; kills > 0; kills -= KILLS_A_FOLDER) {
            Path data = Files.createTempDirectory(folder, "data");

            SortedMap<Long, byte[]> seen = drill(data, parts.subList(0, Math.min(kills, KILLS_A_FOLDER) + 1));

            ExpectedRows expected = new ExpectedRows();
            read(data, expected);
            assertThat(missing(data, seen)).as("seed %d", SEED).isEmpty();
            String replay = verify(data).text();
            assertThat(replay).as("seed %d", SEED).startsWith("identical");
            assertThat(StoredRows.differences(data.resolve("questdb"), expected))
                    .as("seed %d", SEED)
                    .isEmpty();
            System.out.printf("%d kills: %d events seen, %s%n", Math.min(kills, KILLS_A_FOLDER), seen.size(), replay);
        }
    }

    @Test
    void shouldRemoveRowsOfOutputsThatNoInputExplains() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        List<Path> parts = Recordings.parts(folder, 2);
        playToTheEnd(data, parts.get(0));
        try (Journal inputs = Journal.open(data.resolve(JournalSettings.IN), JournalSettings.DEFAULTS)) {
            inputs.moveTailAside(inputs.lastSequence() - LOST_INPUTS); // as after a loss of power
        }

        playToTheEnd(data, parts.get(1));

        ExpectedRows expected = new ExpectedRows();
        read(data, expected);
        assertThat(verify(data).text()).startsWith("identical");
        assertThat(StoredRows.differences(data.resolve("questdb"), expected)).isEmpty();
    }

    /** Kills in each part but the last, which may end. Returns what subscribers saw. */
    private SortedMap<Long, byte[]> drill(Path data, List<Path> parts) throws Exception {
        SortedMap<Long, byte[]> seen = new TreeMap<>();
        int kills = parts.size() - 1;
        for (Path part : parts.subList(0, kills)) {
            try (ChildProgram program = play(data, part, "10");
                    Subscriber subscriber = Subscriber.attach(program.port())) {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> subscriber.count() >= SOME_EVENTS);
                program.killAfter(Duration.ofMillis(random.nextInt(LONGEST_MS)));
                seen.putAll(subscriber.events());
            }
            if (random.nextBoolean()) {
                try (ChildProgram program = play(data, part, "max")) {
                    program.killAfter(Duration.ofMillis(random.nextInt(LONGEST_START_MS)));
                }
            }
        }
        playToTheEnd(data, parts.get(kills));
        return seen;
    }

    private void playToTheEnd(Path data, Path recording) throws Exception {
        try (ChildProgram program = play(data, recording, "max")) {
            assertThat(program.exitCode()).as(program.output()).isZero();
        }
    }

    private ChildProgram play(Path data, Path recording, String speed) throws IOException {
        Path settings = Files.writeString(folder.resolve("settings.yaml"), SETTINGS);
        List<String> arguments = new ArrayList<>(List.of("playback", "--venue", "binance", "--serve"));
        arguments.addAll(List.of("--speed", speed, "--data", data.toString(), "--config", settings.toString()));
        arguments.add(recording.toString());
        return ChildProgram.start(folder.resolve("output.txt"), arguments);
    }

    /** Returns the sequences of events that JournalOut does not hold as they were seen. */
    private static List<Long> missing(Path data, SortedMap<Long, byte[]> seen) {
        SortedMap<Long, byte[]> missing = new TreeMap<>(seen);
        read(data, (buffer, offset, length) -> {
            byte[] event = missing.get(EventPrefix.sequence(buffer, offset));
            if (event != null && isSame(new UnsafeBuffer(event), new UnsafeBuffer(buffer, offset, length))) {
                missing.remove(EventPrefix.sequence(buffer, offset));
            }
        });
        return List.copyOf(missing.keySet());
    }

    /** Compares but for the padding that a frame has. */
    private static boolean isSame(UnsafeBuffer framed, UnsafeBuffer event) {
        return framed.capacity() - event.capacity() < Long.BYTES
                && new UnsafeBuffer(framed, 0, event.capacity()).equals(event);
    }

    private static ReplayResult verify(Path data) {
        return new ReplayVerifier(data)
                .verify(new ConveyorSettings(Waiting.SPIN_YIELD, EventRing.DEFAULT_SLOTS, List.of()));
    }

    private static void read(Path data, EventConsumer consumer) {
        WholeJournal.read(data.resolve(JournalSettings.OUT), consumer);
    }
}
