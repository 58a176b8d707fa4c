package org.millrace.journal.cursor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.millrace.journal.JournalException;

/** How far one reader got. What it has not passed is kept by retention, and read again after a restart. */
public final class Cursor {
    private final Path file;
    private final Path next;
    private long sequence;

    Cursor(Path file) {
        this.file = file;
        this.next = file.resolveSibling("." + file.getFileName());
        this.sequence = read(file);
    }

    public String name() {
        return file.getFileName().toString();
    }

    /** Returns the sequence of the last event that is done with; 0: none. */
    public long sequence() {
        return sequence;
    }

    /** Moves to the last event that is done with, also backwards, and keeps that through a loss of power. */
    public void moveTo(long newSequence) {
        byte[] text = (newSequence + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text));
            channel.force(false);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new JournalException(file, "the cursor cannot be moved: " + e, e);
        }
        sequence = newSequence;
    }

    static long read(Path file) {
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).trim()) : 0;
        } catch (IOException | NumberFormatException e) {
            throw new JournalException(file, "is not a cursor; drop it, and it begins anew: " + e.getMessage(), e);
        }
    }
}
