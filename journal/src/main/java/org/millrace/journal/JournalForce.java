package org.millrace.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.millrace.journal.cycle.CycleFiles;

/** Forces to the disk what was appended to one journal. One thread at a time; a failure is final. */
final class JournalForce implements AutoCloseable {
    private final Path directory;
    private final JournalAppender appender;
    private Path file;
    private FileChannel channel;

    private volatile long durable;

    JournalForce(Path directory, JournalAppender appender) {
        this.directory = directory;
        this.appender = appender;
        this.durable = appender.appended();
    }

    /** Forces everything appended so far, up to a sequence at least. Returns whether there was anything to force. */
    boolean force(long sequence) {
        if (sequence <= durable || appender.file() == null) {
            return false;
        }
        boolean forced = false;
        try {
            forceRolled();
            follow();
            channel.force(false);
            forced = true;
        } catch (IOException e) {
            throw new JournalException(directory, "cannot be forced to the disk: " + e.getMessage(), e);
        } finally {
            if (!forced) {
                appender.fail("stopped, because it could not be forced to the disk");
            }
        }
        durable = sequence;
        return true;
    }

    /** Returns the sequence of the last event forced. */
    long durable() {
        return durable;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private void forceRolled() throws IOException {
        for (Path finished = appender.pollRolled(); finished != null; finished = appender.pollRolled()) {
            if (Files.exists(finished)) { // not if retention has deleted it meanwhile
                forceFile(finished);
            }
        }
    }

    private void forceFile(Path finished) throws IOException {
        try (FileChannel rolled = FileChannel.open(finished, StandardOpenOption.WRITE)) {
            rolled.force(true);
        }
        CycleFiles.force(directory);
    }

    /** Goes on to the file that is being written now. */
    private void follow() throws IOException {
        while (!appender.file().equals(file)) {
            Path current = appender.file();
            try {
                FileChannel opened = FileChannel.open(current, StandardOpenOption.WRITE);
                close();
                channel = opened;
                file = current;
                CycleFiles.force(current.getParent());
                CycleFiles.force(directory);
            } catch (NoSuchFileException e) {
                forceRolled(); // finished and moved meanwhile
            }
        }
    }
}
