package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a program as scripts/millrace does, and judges the unit by which systemd does. */
class LauncherTest {
    private static final Path UNIT = Path.of("../config/systemd/millrace.service");

    @TempDir
    private Path folder;

    @Test
    void shouldStartAProcessThatKeepsToItself() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
        Path state = Files.createDirectory(folder.resolve("state"));

        String facts = run(
                Map.of(
                        "MILLRACE_LIB", System.getProperty("java.class.path") + File.pathSeparator + folder,
                        "MILLRACE_MAIN", ProcessFacts.class.getName(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "STATE_DIRECTORY", state.toString()),
                "../scripts/millrace",
                folder.toString());

        assertEquals(
                List.of(
                        "folders rwx------",
                        "files rw-------",
                        "unpacked to " + state.resolve("tmp"),
                        "ExitOnOutOfMemoryError true",
                        "HeapDumpOnOutOfMemoryError false",
                        "DisableAttachMechanism true",
                        "serialised objects refused",
                        "analytics disabled true"),
                facts.lines().toList());
    }

    @Test
    void shouldHaveAUnitThatSystemdCallsSafe() throws IOException, InterruptedException {
        assumeTrue(isInstalled("systemd-analyze"), "no systemd-analyze on the PATH");
        assertSafe(UNIT);

        String dropIn =
                Files.readString(UNIT.resolveSibling("low-latency.conf")).replaceAll("(?m)^#(?=[A-Z]\\w+=)", "");
        Path both = Files.writeString(
                folder.resolve("millrace.service"),
                Files.readString(UNIT).replace("[Install]", dropIn.replace("[Service]", "") + "\n[Install]"));
        assertThat(Files.readString(both)).contains("\nLimitMEMLOCK=infinity\n");
        assertSafe(both);
    }

    /** Requires an exposure of 2.0 or less. */
    private static void assertSafe(Path unit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--threshold=20",
                        "--no-pager",
                        unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("Overall exposure level for millrace.service");
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static boolean isInstalled(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    }
}
