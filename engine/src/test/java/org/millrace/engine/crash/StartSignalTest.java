package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.pipeline.HourlyProvider;

/** Ends the program, as a service manager does, while it is still starting: by what its start has made so far. */
class StartSignalTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final Duration SOON = Duration.ofMinutes(1); // a second or two, unless the machine is busy

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void start() {
        data = folder.resolve("data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"journal-in/journal.lock", "journal-out/journal.lock", "questdb", "questdb/db", "cursors/questdb"
            })
    void shouldEndSoonAndQuietlyAndStartWholeTheNextTime(String made) throws Exception {
        try (ChildProgram starting = run()) {
            endOnceThereIs(made, starting);

            assertThat(starting.output()).doesNotContain("Exception", "Error", "\tat ");
        }
        try (ChildProgram next = run()) {
            next.port();
            next.endAfter(Duration.ZERO);
        }

        assertThat(Millrace.execute("replay", data.toString(), "--verify")).isZero();
    }

    @Test
    void shouldEndAPipelineLikewise() throws Exception {
        Path key = folder.resolve("keys");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "GLASSNODE_API_KEY=secret\n");
        try (HourlyProvider provider = new HourlyProvider()) {
            List<String> asked = List.of("--url", provider.url(), "--key-file", key.toString());
            List<String> arguments = new ArrayList<>(List.of("pipeline", "schedule", "--data", data.toString()));
            arguments.addAll(asked);
            arguments.addAll(List.of("--requests-per-minute", "6000"));
            try (ChildProgram starting = ChildProgram.start(folder.resolve("output"), arguments)) {
                endOnceThereIs("questdb", starting);

                assertThat(starting.output())
                        .doesNotContain("Exception", "\tat ")
                        .contains("stopped; the same command goes on where it stands");
            }
        }

        assertThat(Millrace.execute("replay", data.toString(), "--verify")).isZero();
    }

    private void endOnceThereIs(String made, ChildProgram starting) throws InterruptedException {
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> Files.exists(data.resolve(made)));
        starting.terminate();
        long fromNs = System.nanoTime();

        assertThat(starting.exitCode()).as(starting.output()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - fromNs))
                .as(starting.output())
                .isLessThan(SOON);
    }

    private ChildProgram run() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("settings.yaml"),
                Files.readString(Path.of("..", "config", "millrace.yaml")).replaceAll("port: (8080|9091)", "port: 0"));
        List<String> arguments = List.of("run", "--data", data.toString(), "--config", settings.toString());
        return ChildProgram.start(folder.resolve("output"), arguments);
    }
}
