package org.millrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.journal.cycle.BatchHeader;
import org.millrace.journal.cycle.Checksum;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.cycle.CycleScanner;
import org.millrace.journal.damage.Damage;
import org.millrace.journal.damage.DamageException;
import org.millrace.journal.support.Batches;
import org.millrace.journal.support.Fault;
import org.millrace.journal.support.Folder;
import org.millrace.journal.support.Sequences;

class JournalDamageTest {
    private static final int SEEDS = 12;
    private static final int MAX_BATCH = 40;

    @TempDir
    Path parent;

    private final Batches batches = new Batches();
    private Folder folder;

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .flatMap(fault -> new Random(7).ints(SEEDS).mapToObj(seed -> Arguments.of(fault, seed)));
    }

    @Test
    void shouldRefuseAndKeepWhatAnotherVersionWrote() throws IOException {
        fill(new Random(1));
        byte[] changed = inFormat(2, newest());

        int schema = MessageHeaderEncoder.SCHEMA_VERSION;
        String message = newest() + ": was written by another version of the program: format 2, schema " + schema
                + "; this one reads format 1, schemas up to " + schema;
        assertThatThrownBy(folder::open).isInstanceOf(JournalException.class).hasMessage(message);
        assertThatThrownBy(() -> folder.readFrom(1))
                .isInstanceOf(JournalException.class)
                .hasMessage(message);
        assertThat(Files.readAllBytes(newest())).isEqualTo(changed);
    }

    /** Makes the first batch of a file say that it is of another version. */
    private static byte[] inFormat(int version, Path file) throws IOException {
        UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(file));
        try (CycleScanner cycle = new CycleScanner(file, new Checksum(), 0, 0)) {
            cycle.next();
            long document = cycle.batchPosition();
            int batch = (int) document + CycleScanner.DOCUMENT_HEADER_LENGTH + CycleScanner.paddingAt(document);
            bytes.putShort(batch, (short) version);
            BatchHeader.putCrc(
                    new UnsafeBuffer(bytes, batch, BatchHeader.LENGTH),
                    new Checksum().of(bytes, batch, bytes, batch + BatchHeader.LENGTH, cycle.framesLength()));
        }
        Files.write(file, bytes.byteArray());
        return bytes.byteArray();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldKeepWhatIsBeforeDamageAndWhatComesAfterRepair(Fault fault, int seed) throws IOException {
        Random random = new Random(seed);
        long last = fill(random);
        fault.strike(newest(), random);

        long good;
        try (Journal journal = folder.open()) {
            good = journal.lastSequence();
            assertThat(journal.damages())
                    .hasSize(good == last ? journal.damages().size() : 1);
            assertThat(told(journal.damages(), good)).isEqualTo(List.of(good, last));
            batches.append(journal.appender(), good + 1, 5, 96);
        }

        assertThat(folder.readFrom(1)).isEqualTo(Folder.range(1, good + 5));
        try (Journal journal = folder.open()) {
            assertThat(journal.damages()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldReadUpToDamageThenTellIt(Fault fault, int seed) throws IOException {
        Random random = new Random(seed);
        long last = fill(random);
        fault.strike(newest(), random);
        Sequences read = new Sequences();

        DamageException told = catchThrowableOfType(DamageException.class, () -> readToEnd(read));

        long good = read.seen().size();
        assertThat(read.seen()).isEqualTo(Folder.range(1, good));
        assertThat(told == null ? List.of(last, last) : told(List.of(told.damage()), good))
                .isEqualTo(List.of(good, last));
    }

    @Test
    void shouldRefuseToOpenDamagedJournalAndLeaveItAlone() throws IOException {
        fill(new Random(1));
        Fault.GARBAGE.strike(newest(), new Random(2));
        byte[] before = Files.readAllBytes(newest());

        assertThatThrownBy(folder::openOrRefuse)
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith(newest() + ": damaged at byte ")
                .hasMessageEndingWith("not opened: journal.repair is refuse");
        assertThat(Files.readAllBytes(newest())).isEqualTo(before);
    }

    private long fill(Random random) {
        folder = new Folder(parent);
        long sequence = 1;
        for (int run = 0; run < 2; run++) {
            try (Journal journal = folder.open()) {
                int count = 100 + random.nextInt(200);
                for (int i = 0; i < count; i++) {
                    int events = 1 + random.nextInt(MAX_BATCH);
                    batches.append(journal.appender(), sequence, events, 56 + 8 * random.nextInt(20));
                    sequence += events;
                }
            }
        }
        return sequence - 1;
    }

    private Path newest() {
        List<Path> files = CycleFiles.list(folder.path());
        return files.get(files.size() - 1);
    }

    private void readToEnd(Sequences into) {
        try (JournalReader reader = JournalReader.open(folder.path())) {
            while (reader.poll(into, 3) > 0) {
                Thread.onSpinWait();
            }
            reader.checkEnd();
        }
    }

    private static List<Long> told(List<Damage> damages, long good) {
        return damages.stream()
                .map(damage -> List.of(damage.lastGoodSequence(), damage.lastLostSequence()))
                .findFirst()
                .orElse(List.of(good, good));
    }
}
