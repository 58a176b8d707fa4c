package org.millrace.journal.cursor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.millrace.journal.JournalException;

/**
 * How far one reader got. What it has not passed is kept by retention, and read again after a restart.
 *
 * <p>The file holds the sequence in its first line. Where events were taken back since, a second line tells from which
 * sequence on: until its reader has removed what it had made of them.
 */
public final class Cursor {
    private static final long NOTHING = 0;

    private final Path file;
    private final Path next;
    private long sequence;
    private long takenBackFrom;

    Cursor(Path file) {
        this.file = file;
        this.next = file.resolveSibling("." + file.getFileName());
        read();
    }

    public String name() {
        return file.getFileName().toString();
    }

    /** Returns the sequence of the last event that is done with; 0: none. */
    public long sequence() {
        return sequence;
    }

    /**
     * Returns the lowest sequence from which on events were taken back and perhaps replaced by others: what was made of
     * those it had to be removed; 0: none were.
     */
    public long takenBackFrom() {
        return takenBackFrom;
    }

    /** Moves to the last event that is done with, also backwards, and keeps that through a loss of power. */
    public void moveTo(long newSequence) {
        write(newSequence, takenBackFrom);
    }

    /** Notes that nothing is left of what was taken back, and moves to where reading goes on. */
    public void settle(long newSequence) {
        write(newSequence, NOTHING);
    }

    /** Notes that events are taken back from a sequence on, and steps back before it. */
    void takeBack(long fromSequence) {
        long from = takenBackFrom == NOTHING ? fromSequence : Math.min(takenBackFrom, fromSequence);
        write(Math.min(sequence, fromSequence - 1), from);
    }

    private void write(long newSequence, long newTakenBackFrom) {
        String note = newTakenBackFrom == NOTHING ? "" : newTakenBackFrom + "\n";
        byte[] text = (newSequence + "\n" + note).getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text));
            channel.force(false);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new JournalException(file, "the cursor cannot be moved: " + e, e);
        }
        sequence = newSequence;
        takenBackFrom = newTakenBackFrom;
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty()) {
                throw new IOException("it is empty");
            }
            sequence = Long.parseLong(lines.get(0).trim());
            takenBackFrom =
                    lines.size() == 1 ? NOTHING : Long.parseLong(lines.get(1).trim());
        } catch (IOException | NumberFormatException e) {
            throw new JournalException(file, "is not a cursor; drop it, and it begins anew: " + e.getMessage(), e);
        }
    }
}
