package org.millrace.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.engine.config.MillraceSettings;
import org.millrace.engine.config.SettingsChange;
import org.millrace.engine.config.SettingsFile;

class SettingsWatchTest {
    @TempDir
    private Path folder;

    private final List<SettingsChange> changes = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private Path file;
    private SettingsWatch watch;
    private long nowNs;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("desk.yaml");
        Files.writeString(file, feed("BTCUSDT"));
        MillraceSettings running = SettingsFile.read(file, MillraceSettings.class);
        watch = new SettingsWatch(file, running, () -> nowNs, changes::add, notices::add);
    }

    @Test
    void shouldTakeAFileThatWasWrittenOnceItStaysTheSame() throws IOException {
        look();
        Files.writeString(file, feed("BTCUSDT, ETHUSDT"));
        look();
        assertThat(notices).isEmpty();
        look();
        look();

        assertThat(notices).containsExactly(file + ": binance +ETHUSDT");
        assertThat(changes).hasSize(1);
    }

    @Test
    void shouldTakeAFileThatReplacesTheOther() throws IOException {
        Path other = folder.resolve("desk.yaml.swp");
        Files.writeString(other, feed("ETHUSDT"));
        Files.delete(file);
        look();
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        look();
        look();

        assertThat(notices).containsExactly(file + ": binance +ETHUSDT -BTCUSDT");
    }

    @Test
    void shouldTakeAFileThatALinkLeadsToWhenTheLinkIsSwapped() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.writeString(first.resolve("desk.yaml"), feed("BTCUSDT"));
        Files.writeString(second.resolve("desk.yaml"), feed("ETHUSDT"));
        Path current = Files.createSymbolicLink(folder.resolve("current"), first);
        Path linked = current.resolve("desk.yaml");
        MillraceSettings running = SettingsFile.read(linked, MillraceSettings.class);
        watch = new SettingsWatch(linked, running, () -> nowNs, changes::add, notices::add);

        Path next = Files.createSymbolicLink(folder.resolve("next"), second);
        Files.move(next, current, StandardCopyOption.ATOMIC_MOVE); // as a mounted ConfigMap is swapped
        look();
        look();

        assertThat(notices).containsExactly(linked + ": binance +ETHUSDT -BTCUSDT");
    }

    @Test
    void shouldNotReadAFileThatIsStillBeingWritten() throws IOException {
        Files.writeString(file, "");
        look();
        Files.writeString(file, feed("BTCUSDT, ETHUSDT"));
        look();
        assertThat(notices).isEmpty();
        look();

        assertThat(notices).containsExactly(file + ": binance +ETHUSDT");
    }

    @Test
    void shouldRefuseAFileWhoseNewFeedCannotBe() throws IOException {
        MillraceSettings running = SettingsFile.read(file, MillraceSettings.class);
        watch = new SettingsWatch(
                file,
                running,
                () -> nowNs,
                change -> {
                    throw new IllegalArgumentException("feeds.key-file: keys cannot be read as lines NAME=value");
                },
                notices::add);
        Files.writeString(file, feed("BTCUSDT, ETHUSDT"));
        look();
        look();

        assertThat(notices)
                .containsExactly("refused, and all settings stay: " + file
                        + ": feeds.key-file: keys cannot be read as lines NAME=value");
    }

    @Test
    void shouldRefuseABadFileWithItsLineAndGoOnFromWhatRuns() throws IOException {
        Files.writeString(file, feed("BTCUSDT") + "    snapshot-dept: 5\n");
        look();
        look();
        look();
        assertThat(notices)
                .containsExactly("refused, and all settings stay: " + file
                        + ":4: feeds[0].snapshot-dept: unknown setting; did you mean snapshot-depth?");
        assertThat(changes).isEmpty();

        Files.writeString(file, feed("BTCUSDT, ADAUSDT"));
        look();
        look();

        assertThat(notices).last().isEqualTo(file + ": binance +ADAUSDT");
    }

    @Test
    void shouldSayWhatWaitsForTheNextStartUntilThen() throws IOException {
        Files.writeString(file, feed("BTCUSDT") + "clock: { beat: 1s }\n");
        look();
        look();
        Files.writeString(file, feed("BTCUSDT, ETHUSDT") + "clock: { beat: 1s }\n");
        look();
        look();

        assertThat(notices)
                .containsExactly(
                        file + ": nothing changes now; at the next start: clock.beat",
                        file + ": binance +ETHUSDT; at the next start: clock.beat");
        assertThat(changes).hasSize(1);
    }

    private void look() throws IOException {
        nowNs += Duration.ofMillis(500).toNanos();
        watch.doWork();
    }

    private static String feed(String symbols) {
        return "feeds:\n  - venue: binance\n    symbols: [" + symbols + "]\n";
    }
}
