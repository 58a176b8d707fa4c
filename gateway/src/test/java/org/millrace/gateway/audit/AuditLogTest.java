package org.millrace.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path data;

    private Path folder;
    private Path file;
    private long nowNs = TimeUnit.SECONDS.toNanos(NOON.getEpochSecond());

    @BeforeEach
    void name() {
        folder = data.resolve("audit");
        file = folder.resolve("audit-2026-11-21.jsonl");
    }

    @Test
    void shouldTellWhatWasNotedAcrossRestarts() {
        note("login", "ok");
        nowNs += 1_000_000;
        note("log\nout", "ok \"so\"");

        assertThat(log().read(all()))
                .extracting(entry -> entry.number() + " " + entry.time() + " "
                        + entry.deed().action() + " " + entry.deed().result())
                .containsExactly("1 2026-11-21T12:00:00Z login ok", "2 2026-11-21T12:00:00.001Z log\nout ok \"so\"");
        assertThat(new AuditFiles(folder).verify()).isEqualTo(2);
    }

    @Test
    void shouldTellOfWhatIsAskedForAlone() {
        note("login", "ok");
        note("logout", "ok");
        note("login", "refused");

        assertThat(numbers(new AuditQuery(NOON, NOON, 0, "", "login", 10))).containsExactly(1L, 3L);
        assertThat(numbers(new AuditQuery(NOON, NOON, 1, "", "", 1))).containsExactly(2L);
        assertThat(numbers(new AuditQuery(NOON, NOON, 0, "bob", "", 10))).isEmpty();
        assertThat(numbers(new AuditQuery(NOON.plusSeconds(1), NOON.plusSeconds(2), 0, "", "", 10)))
                .isEmpty();
    }

    @Test
    void shouldFindEveryByteThatIsChanged() throws IOException {
        note("login", "ok");
        note("logout", "ok");
        byte[] good = Files.readAllBytes(file);

        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            assertThatThrownBy(() -> new AuditFiles(folder).verify())
                    .as("byte %d", i)
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining(file + ":");
        }
    }

    @Test
    void shouldFindALineThatIsMissing() throws IOException {
        note("one", "ok");
        note("two", "ok");
        note("three", "ok");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(2)));

        assertThatThrownBy(() -> new AuditFiles(folder).verify())
                .hasMessage(file + ":2: does not follow the note before");
    }

    @Test
    void shouldGoOnBehindALineThatWasNotWrittenToItsEnd() throws IOException {
        note("one", "ok");
        Files.writeString(file, "{\"n\":2,\"ti", StandardOpenOption.APPEND);
        note("two", "ok");

        assertThat(new AuditFiles(folder).verify()).isEqualTo(2);
    }

    @Test
    void shouldKeepDaysInFilesOfTheirOwnAndDeleteOldOnes() throws IOException {
        note("one", "ok");
        nowNs += DAY.toNanos();
        note("two", "ok");
        assertThat(new AuditFiles(folder).verify()).isEqualTo(2);
        nowNs += DAY.toNanos();
        note("three", "ok");

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("audit-2026-11-22.jsonl", "audit-2026-11-23.jsonl");
        assertThat(new AuditFiles(folder).verify()).isEqualTo(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("audit-2026-11-23.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldSayThatItCannotWriteAndGoOnWhenItCan() throws IOException {
        Files.writeString(folder, "in the way");
        AuditLog log = log();
        log.note(deed("one", "ok"));
        log.doWork();
        assertThat(log.isWritable()).isFalse();

        Files.delete(folder);
        log.doWork();
        assertThat(log.isWritable()).isTrue();
        assertThat(log.read(all())).hasSize(1);
    }

    @Test
    void shouldCountRefusalsThatAreTooManyToWrite() {
        AuditLog log = log();
        for (int i = 0; i < 80; i++) {
            log.note(deed("login", "refused: BAD_CREDENTIAL"));
        }
        nowNs += TimeUnit.SECONDS.toNanos(1);
        log.note(deed("login", "ok"));
        log.onClose();

        assertThat(log.read(all())).hasSize(52).element(50).satisfies(entry -> assertThat(
                        entry.deed().result())
                .isEqualTo("30 more were refused"));
    }

    private AuditLog log() {
        return new AuditLog(folder, DAY, () -> nowNs);
    }

    private void note(String action, String result) {
        AuditLog log = log();
        log.note(deed(action, result));
        log.onClose();
    }

    private List<Long> numbers(AuditQuery query) {
        return log().read(query).stream().map(AuditEntry::number).toList();
    }

    private static Deed deed(String action, String result) {
        return new Deed("ann", "127.0.0.1", action, "/ws/v1", result, "r-1");
    }

    private static AuditQuery all() {
        return new AuditQuery(NOON.minus(DAY), NOON.plus(DAY), 0, "", "", 1_000);
    }
}
