package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.millrace.journal.Journal;
import org.millrace.journal.JournalReader;
import org.millrace.journal.JournalSettings;

/**
 * Kills the program at random moments of a playback, with a subscriber and the store attached, and starts it again on
 * the same folder. {@code millrace.kills} says how often; folders are changed after every few.
 */
class KillDrillTest {
    private static final int KILLS = Integer.getInteger("millrace.kills", 2);
    private static final int KILLS_A_FOLDER = 5;
    private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());
    private static final String CAPTURES = System.getProperty("millrace.captures", "");
    private static final List<String> RECORDINGS = List.of("spot-btcusdt-20240808", "spot-btcusdt-20240809");
    private static final int LONGEST_MS = 10_000; // each recording takes half a minute and more at this speed
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
        assumeTrue(!CAPTURES.isEmpty(), "no recorded captures: -Dmillrace.captures=FOLDER");
    }

    @Test
    void shouldLoseAndDoubleNothingWhenKilledAtAnyMoment() throws Exception {
        for (int kills = KILLS; kills > 0; kills -= KILLS_A_FOLDER) {
            Path data = Files.createTempDirectory(folder, "data");

            SortedMap<Long, byte[]> seen = drill(data, Math.min(kills, KILLS_A_FOLDER));

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
        playToTheEnd(data, RECORDINGS.get(0));
        try (Journal inputs = Journal.open(data.resolve(JournalSettings.IN), JournalSettings.DEFAULTS)) {
            inputs.moveTailAside(inputs.lastSequence() - LOST_INPUTS); // as after a loss of power
        }

        playToTheEnd(data, RECORDINGS.get(1));

        ExpectedRows expected = new ExpectedRows();
        read(data, expected);
        assertThat(verify(data).text()).startsWith("identical");
        assertThat(StoredRows.differences(data.resolve("questdb"), expected)).isEmpty();
    }

    /** Kills so often, then lets a playback end. Returns what subscribers saw. */
    private SortedMap<Long, byte[]> drill(Path data, int kills) throws Exception {
        SortedMap<Long, byte[]> seen = new TreeMap<>();
        for (int kill = 0; kill < kills; kill++) {
            try (ChildProgram program = play(data, RECORDINGS.get(kill % RECORDINGS.size()), "10");
                    Subscriber subscriber = Subscriber.attach(program.port())) {
                await().atMost(Duration.ofMinutes(2)).until(subscriber::hasSeenTrades);
                program.killAfter(Duration.ofMillis(random.nextInt(LONGEST_MS)));
                seen.putAll(subscriber.events());
            }
            if (random.nextBoolean()) {
                try (ChildProgram program = play(data, RECORDINGS.get(0), "max")) {
                    program.killAfter(Duration.ofMillis(random.nextInt(4_000))); // while it starts
                }
            }
        }
        playToTheEnd(data, RECORDINGS.get(kills % RECORDINGS.size()));
        return seen;
    }

    private void playToTheEnd(Path data, String recording) throws Exception {
        try (ChildProgram program = play(data, recording, "max")) {
            assertThat(program.exitCode()).as(program.output()).isZero();
        }
    }

    private ChildProgram play(Path data, String recording, String speed) throws IOException {
        Path settings = Files.writeString(folder.resolve("settings.yaml"), SETTINGS);
        List<String> arguments = new ArrayList<>(List.of("playback", "--venue", "binance", "--serve"));
        arguments.addAll(List.of("--speed", speed, "--data", data.toString(), "--config", settings.toString()));
        arguments.add(CAPTURES + "/binance/" + recording + ".ws.jsonl.gz");
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
        try (JournalReader reader = JournalReader.open(data.resolve(JournalSettings.OUT))) {
            int events;
            do {
                events = reader.poll(consumer, 64);
            } while (events > 0);
        }
    }
}
