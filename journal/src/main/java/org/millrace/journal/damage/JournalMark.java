package org.millrace.journal.damage;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.millrace.journal.JournalException;

/**
 * The sequence of the last event appended, kept beside the journal, so that an end that was cut off cleanly is missed.
 * It stands there twice, the second time with all its bits turned; where the two differ, the lower one counts.
 */
public final class JournalMark implements AutoCloseable {
    private static final String FILE = "journal.mark";
    private static final int LENGTH = 2 * Long.BYTES;

    private final MappedByteBuffer mark;

    private JournalMark(MappedByteBuffer mark) {
        this.mark = mark;
    }

    /** Opens the mark of a journal for writing and sets it. */
    public static JournalMark open(Path directory, long sequence) throws IOException {
        Path file = directory.resolve(FILE);
        Files.write(file, new byte[LENGTH]); // never a hole: storing into one fails when the disk is full
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            JournalMark mark = new JournalMark(mapped);
            mark.set(sequence);
            return mark;
        }
    }

    /** Reads the mark of a journal; 0 if it has none. */
    public static long read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (bytes.length != LENGTH) {
                return 0;
            }
            java.nio.ByteBuffer mark = java.nio.ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return Math.max(0, Math.min(mark.getLong(0), ~mark.getLong(Long.BYTES)));
        } catch (IOException e) {
            throw new JournalException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    public void set(long sequence) {
        mark.putLong(0, sequence);
        mark.putLong(Long.BYTES, ~sequence);
    }

    @Override
    public void close() {
        BufferUtil.free(mark);
    }
}
