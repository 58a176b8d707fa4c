package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.journal.support.EndlessAppender;
import org.millrace.journal.support.Folder;

class JournalKillTest {
    private static final int KILLS = 4;

    @TempDir
    Path parent;

    @Test
    void shouldLoseNothingAcknowledgedWhenKilled() throws Exception {
        Random random = new Random(42);
        Folder folder = new Folder(parent);

        for (int i = 0; i < KILLS; i++) {
            long before = acknowledged();
            Process process = start();
            long enough = before + 50_000 + random.nextInt(400_000);
            await().pollInterval(Duration.ofMillis(1)).until(() -> acknowledged() > enough);
            process.destroyForcibly().waitFor();

            long kept;
            try (Journal journal = folder.open()) {
                assertThat(journal.damages()).isEmpty();
                kept = journal.lastSequence();
            }
            assertThat(kept).isGreaterThanOrEqualTo(acknowledged());
            assertThat(count(folder)).isEqualTo(kept);
        }
    }

    @Test
    void shouldBeReadByOtherProcessWhileWritten() throws Exception {
        Process process = start();
        Folder folder = new Folder(parent);
        await().until(() -> acknowledged() > 0);

        long seen = 0;
        try (JournalReader reader = JournalReader.open(folder.path())) {
            while (seen < 300_000) {
                seen += reader.pollBatches((frames, offset, length, count, first) -> {}, 100);
            }
            assertThat(reader.sequence()).isEqualTo(seen);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static long count(Folder folder) {
        long count = 0;
        try (JournalReader reader = JournalReader.open(folder.path())) {
            int events;
            do {
                events = reader.pollBatches((frames, offset, length, number, first) -> {}, 1000);
                count += events;
            } while (events > 0);
            reader.checkEnd();
        }
        return count;
    }

    private long acknowledged() throws IOException {
        Path file = parent.resolve("acknowledged");
        return Files.exists(file) && Files.size(file) == Long.BYTES
                ? ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.BIG_ENDIAN)
                        .getLong()
                : 0;
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(EndlessAppender.class.getName(), parent.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("output").toFile())
                .start();
    }
}
