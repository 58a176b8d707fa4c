package org.millrace.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.codecs.EventPrefix;
import org.millrace.engine.cli.Millrace;
import org.millrace.engine.conveyor.ConveyorSettings;
import org.millrace.engine.conveyor.EventRing;
import org.millrace.engine.conveyor.Waiting;
import org.millrace.engine.recorded.RecordedInputs;
import org.millrace.engine.support.WholeJournal;
import org.millrace.journal.JournalSettings;

/** Changes single bytes of what was put out for a recording. */
class SabotageTest {
    private static final int CHANGES = 20;
    private static final ConveyorSettings FUSED =
            new ConveyorSettings(Waiting.SPIN_YIELD, EventRing.DEFAULT_SLOTS, List.of());

    @TempDir
    private Path data;

    @BeforeAll
    static void needCaptures() {
        assumeTrue(
                !System.getProperty("millrace.captures", "").isEmpty(),
                "no recorded captures: set -Dmillrace.captures");
    }

    @Test
    void shouldNameTheEventOfWhichOneByteWasChanged() throws IOException {
        RecordedInputs.play("binance/spot-multi-20211012", data);
        List<byte[]> outputs = outputs();
        Path file = cycle();
        byte[] bytes = beginning(file);
        Random random = new Random(5);

        for (int i = 0; i < CHANGES; i++) {
            byte[] event = outputs.get(random.nextInt(outputs.size()));
            int at = indexOf(bytes, event) + random.nextInt(event.length);
            write(file, at, (byte) (bytes[at] ^ 1 << random.nextInt(Byte.SIZE)));

            ReplayResult result = new ReplayVerifier(data).verify(FUSED);

            assertThat(result.isIdentical()).isFalse();
            assertThat(result.difference().sequence()).isEqualTo(sequence(event));
            write(file, at, bytes[at]);
        }
        assertThat(new ReplayVerifier(data).verify(FUSED).isIdentical()).isTrue();
    }

    @Test
    void shouldEndTheCommandInFailure() throws IOException {
        RecordedInputs.play("binance/spot-multi-20211012", data);
        byte[] bytes = beginning(cycle());
        int at = indexOf(bytes, outputs().get(100)) + EventPrefix.LENGTH;
        write(cycle(), at, (byte) ~bytes[at]);

        assertThat(Millrace.execute("replay", data.toString(), "--verify")).isEqualTo(1);
    }

    private List<byte[]> outputs() {
        return WholeJournal.events(data.resolve(JournalSettings.OUT));
    }

    private Path cycle() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(JournalSettings.OUT))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Reads what is not a hole. */
    private static byte[] beginning(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), 4 << 20));
            channel.read(bytes, 0);
            return bytes.array();
        }
    }

    private static void write(Path file, int at, byte value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {value}), at);
        }
    }

    /** Finds an event, of which there is one: it holds its sequence. */
    private static int indexOf(byte[] bytes, byte[] event) {
        for (int at = 0; at < bytes.length - event.length; at += Integer.BYTES) {
            if (Arrays.equals(bytes, at, at + event.length, event, 0, event.length)) {
                return at;
            }
        }
        throw new IllegalStateException("not in the file");
    }

    private static long sequence(byte[] event) {
        return EventPrefix.sequence(new UnsafeBuffer(event), 0);
    }
}
