package org.millrace.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.engine.crash.ChildProgram;

class GoingRunTest {
    private static final GoingRun.Named RUN = new GoingRun.Named("run-1", 1_700_000_000_000_000_000L, "BTC");

    @TempDir
    private Path folder;

    @Test
    void shouldNameARunUntilItsEnd() {
        try (GoingRun going = GoingRun.take(folder)) {
            going.begin(RUN);
        }
        Optional<GoingRun.Named> interrupted = before();
        try (GoingRun going = GoingRun.take(folder)) {
            going.begin(RUN);
            going.end();
        }

        assertThat(interrupted).contains(RUN);
        assertThat(before()).isEmpty();
    }

    @Test
    void shouldLeaveARunOfThisProcessAlone() {
        try (GoingRun going = GoingRun.take(folder)) {
            going.begin(RUN);

            assertThat(GoingRun.takeIdle(folder)).isEmpty();
        }
    }

    @Test
    void shouldLeaveARunOfAnotherProcessAloneUntilThatIsGone() throws Exception {
        try (HourlyProvider provider = new HourlyProvider();
                ChildProgram program = ChildProgram.start(folder.resolve("output"), arguments(provider))) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(this::isNamed);

            assertThat(GoingRun.takeIdle(folder)).isEmpty();
            program.killAfter(Duration.ZERO);
            assertThat(before()).map(GoingRun.Named::symbol).contains("BTC");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "run-1", "run-1 1700000000000000000", "run-1 soon BTC", "run-1 99999999999999999999 BTC"})
    void shouldNameNoRunByWhatWasWrittenHalf(String text) throws IOException {
        Files.writeString(folder.resolve("pipeline.run"), text);

        assertThat(before()).isEmpty();
    }

    private Optional<GoingRun.Named> before() {
        try (GoingRun idle = GoingRun.takeIdle(folder).orElseThrow()) {
            return idle.before();
        }
    }

    private boolean isNamed() throws IOException {
        Path file = folder.resolve("pipeline.run");
        return Files.exists(file) && Files.size(file) > 0;
    }

    private List<String> arguments(HourlyProvider provider) throws IOException {
        Path key = folder.resolve("keys");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "GLASSNODE_API_KEY=secret\n");
        List<String> asked = List.of("--url", provider.url(), "--key-file", key.toString());
        List<String> days = List.of("--start-date", "2022-01-01", "--end-date", "2023-12-01");
        List<String> arguments = new ArrayList<>(List.of("pipeline", "run", "--data", folder.toString()));
        arguments.addAll(asked);
        arguments.addAll(days);
        arguments.addAll(List.of("--requests-per-minute", "6000"));
        return arguments;
    }
}
