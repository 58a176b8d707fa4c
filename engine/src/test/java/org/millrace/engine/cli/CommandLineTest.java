package org.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.journal.Journal;
import org.millrace.journal.JournalSettings;
import org.millrace.journal.cursor.Cursors;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"config/millrace.yaml", "config/live.yaml", "config/simulated.yaml"})
    void shouldShipSettingsThatCanBeUsed(String file) {
        assertThat(run("config", "check", Path.of("..", file).toString())).isZero();
    }

    @Test
    void shouldNameFileLineKeyAndTheNearestOfABadSetting() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "bars:\n  grace: 1s\n  late-windw: 5s\n");

        assertThat(run("config", "check", file.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors)
                .hasToString("millrace: " + file + ":3: bars.late-windw: unknown setting; did you mean late-window?"
                        + System.lineSeparator());
    }

    @Test
    void shouldRefuseFeatureSetsThatNoHeapHasRoomFor() throws IOException {
        Path file = Files.writeString(
                folder.resolve("wide.yaml"),
                """
                instruments: { capacity: 65536 }
                gateway: { event-loops: 64 }
                features:
                  sets:
                    - { id: 1, name: a, timeframes: [1s, 5s, 30s, 1m, 5m, 15m, 1h, 4h, 1d], features: [returns_500] }
                    - { id: 2, name: b, timeframes: [1s, 5s, 30s, 1m, 5m, 15m, 1h, 4h, 1d], features: [returns_500] }
                """);

        assertThat(run("config", "check", file.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run("run", "--config", file.toString(), "--data", folder.toString()))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("millrace: " + file + ": features.sets: "))
                .anySatisfy(line -> assertThat(line).startsWith("millrace: features.sets: "))
                .allSatisfy(line -> assertThat(line).contains("a quarter of the heap: lower instruments.capacity to "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conveyor: { ring-slots: 1000 } | conveyor.ring-slots: 1000, expected a power of two",
                "conveyor: { threads: [{ cpu: -1, waiting: park, stages: [journal-in, book] }] } | conveyor.threads: [journal-in, book], expected",
                "gateway: { fan-out-capacity: 100KiB } | gateway.fan-out-capacity: 102400, expected a power of two",
                "overrides: [{ instrument: 'binance:X', setting: quality-move, value: 1 }] | overrides.instrument: binance:X",
                "questdb: { keep: { trades: 5h } } | questdb.keep.trades: PT5H, expected whole days",
                "retention: { keep: -1h } | -1h, expected"
            })
    void shouldFindEverythingThatAStartWouldRefuse(String settings, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), settings + "\n");

        assertThat(run("config", "check", file.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString()).startsWith("millrace: " + file + ":1: ").contains(message);
    }

    @Test
    void shouldSayWhoWritesTheFolder() {
        Path inputs = folder.resolve("journal-in");
        try (Journal other = Journal.open(inputs, JournalSettings.DEFAULTS)) {
            assertThat(run("run", "--config", "../config/millrace.yaml", "--data", folder.toString()))
                    .isEqualTo(ExitCode.UNUSABLE);
            assertThat(errors)
                    .hasToString("millrace: " + other.directory() + ": is being written by process "
                            + ProcessHandle.current().pid() + System.lineSeparator());
        }
    }

    @Test
    void shouldSayThatTheFolderIsNone() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(run("run", "--config", "../config/millrace.yaml", "--data", file.toString()))
                .isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors.toString()).startsWith("millrace: " + file + ": cannot be created: ");
    }

    @Test
    void shouldDropACursorOnce() {
        new Cursors(folder.resolve("cursors")).open("questdb").moveTo(7);
        String data = folder.toString();

        assertThat(run("cursors", "list", data)).isZero();
        assertThat(run("cursors", "drop", data, "questdb")).isZero();
        assertThat(run("cursors", "drop", data, "questdb")).isEqualTo(ExitCode.FAILED);
        assertThat(errors).hasToString("millrace: " + data + ": there is no cursor questdb" + System.lineSeparator());
    }

    @Test
    void shouldSayThatThereIsNoJournal() {
        assertThat(run("inspect", folder.toString())).isEqualTo(ExitCode.UNUSABLE);
        assertThat(errors)
                .hasToString("millrace: " + folder.resolve("journal-out") + ": there is no journal"
                        + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import --venue binanse x.csv | '--venue': binanse, expected one of binance, binance-us, | did you mean binance?",
                "import --interval 5x x.csv | '--interval' | timeframe: 5x, expected one like 1s, 5m, 4h or 1d",
                "playback --venue kraken --speed fast x | '--speed' | fast, expected a factor above 0, or max",
                "inspect --from noon x | '--from' | noon, expected a time as 2026-11-21 or"
            })
    void shouldSayWhatAnOptionExpects(String line, String option, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(errors.toString()).contains(option, message).doesNotContain("java.lang", "unknown");
    }

    @Test
    void shouldSayWhichCaptureCannotBeRead() {
        Path missing = folder.resolve("missing.ws.jsonl.gz");

        assertThat(run(
                        "playback",
                        "--venue",
                        "binance",
                        "--data",
                        folder.resolve("data").toString(),
                        missing.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(errors).hasToString("millrace: " + missing + ": cannot be read" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "playback", "import", "download", "capture", "replay", "inspect", "cursors", "config"})
    void shouldHelpWithEachCommand(String command) {
        StringWriter help = new StringWriter();

        int exitCode = commandLine().setOut(new PrintWriter(help)).execute(command, "--help");

        assertThat(exitCode).isZero();
        assertThat(help.toString()).startsWith("Usage: millrace " + command);
    }

    private int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        return Millrace.commandLine().setErr(new PrintWriter(errors));
    }
}
