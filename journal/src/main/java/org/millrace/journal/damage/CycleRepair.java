package org.millrace.journal.damage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.cycle.CycleScanner;

/** Cuts, seals and moves aside the cycle files of a journal that nobody is writing. */
public final class CycleRepair {
    private final Path directory;

    public CycleRepair(Path directory) {
        this.directory = directory;
    }

    /** Moves a file where no reader looks. */
    public void moveAside(Path file) throws IOException {
        Files.move(file, asideName(file));
        CycleFiles.force(directory);
    }

    /** Keeps a copy of a file where no reader looks, forced, so that the file itself may be cut. */
    public void copyAside(Path file) throws IOException {
        Path copy = asideName(file);
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        CycleFiles.force(copy.getParent());
    }

    /**
     * Cuts off what lies behind a position, and says there that the writer has gone on to the next file. That is not
     * forced: it is when the first batch behind is.
     */
    public void seal(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.truncate(position);
            channel.write(intBytes(CycleScanner.SEAL), position);
        }
    }

    /** Writes a document with one batch over whatever stands at a position. Returns where the next one begins. */
    public long writeBatch(Path file, long position, UnsafeBuffer batch) throws IOException {
        int padding = CycleScanner.paddingAt(position);
        ByteBuffer document = ByteBuffer.allocate(CycleScanner.DOCUMENT_HEADER_LENGTH + padding + batch.capacity())
                .order(ByteOrder.LITTLE_ENDIAN);
        document.putInt(padding + batch.capacity());
        batch.getBytes(0, document, document.position() + padding, batch.capacity());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(position);
            channel.write(document.rewind(), position);
        }
        return position + document.capacity();
    }

    /** Writes over four bytes. */
    public static void writeInt(Path file, long position, int value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(intBytes(value), position);
            channel.force(true);
        }
    }

    private Path asideName(Path file) throws IOException {
        Path aside = directory.resolve(CycleFiles.DAMAGED);
        Files.createDirectories(aside);
        int number = 1;
        while (Files.exists(aside.resolve(CycleFiles.name(file) + "-" + number))) {
            number++;
        }
        return aside.resolve(CycleFiles.name(file) + "-" + number);
    }

    private static ByteBuffer intBytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .flip();
    }
}
