package org.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo, store and all, and watches its sockets from before its start until it has worked for a while. */
class NoCallsHomeTest {
    private static final Path DEMO = Path.of("../config/millrace.yaml");
    private static final int LOOKS_WHEN_READY = 200;

    @TempDir
    private Path folder;

    @Test
    void shouldOpenNoSocketThatLeavesTheMachine() throws Exception {
        assumeTrue(OpenSockets.areListed(), "this system does not list sockets in /proc");
        Path settings = folder.resolve("millrace.yaml");
        Files.writeString(settings, Files.readString(DEMO).replaceAll("port: (8080|9091)", "port: 0"));
        Set<String> leaving = new TreeSet<>();
        int[] looks = new int[1];

        List<String> arguments = List.of("run", "--config", settings.toString(), "--data", folder.toString());
        try (ChildProgram program = ChildProgram.start(folder.resolve("output.txt"), arguments)) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        leaving.addAll(OpenSockets.leavingTheMachine(program.pid()));
                        looks[0] += program.isReady() ? 1 : 0;
                        return looks[0] == LOOKS_WHEN_READY;
                    });
        }

        assertThat(leaving).isEmpty();
    }

    @Test
    void shouldNotHaveWhatReportsOnOpeningAQueue() {
        assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThat(System.getProperty("java.class.path")).doesNotContain("chronicle-analytics");
    }
}
