package org.millrace.engine.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The run that goes on in a data directory: a file names it until its end is noted, and its process keeps the file locked.
 * One that is named and not locked had its process ended amid it.
 *
 * <pre>
 *   empty ──begin()──▶ named, locked ──end()──▶ empty
 *                            └── the process is killed ──▶ named, not locked ──▶ {@link #before}
 * </pre>
 */
final class GoingRun implements AutoCloseable {
    private static final String FILE = "pipeline.run";
    private static final int LONGEST = 256;
    private static final int PARTS = 3;

    private final Path file;
    private final FileChannel channel;

    private GoingRun(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A run by what the store knows it by. */
    record Named(String runId, long startNs, String symbol) {}

    /** Takes the file of a data directory that nobody else writes; waits for one who is asking about it. */
    static GoingRun take(Path data) {
        Path file = data.resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.lock();
            return new GoingRun(file, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    /** Takes it where there is one, and no run goes on. */
    static Optional<GoingRun> takeIdle(Path data) {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return Optional.of(new GoingRun(file, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    /** Returns the run that was going on when its process ended. */
    Optional<Named> before() {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        try {
            channel.read(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
        String[] parts =
                new String(bytes.array(), 0, bytes.position(), UTF_8).strip().split(" ", PARTS);
        boolean isWhole = parts.length == PARTS && parts[1].matches("\\d{1,18}|[1-8]\\d{18}");
        return isWhole ? Optional.of(new Named(parts[0], Long.parseLong(parts[1]), parts[2])) : Optional.empty();
    }

    /** Names the run that goes on from here. */
    void begin(Named run) {
        write(run.runId() + ' ' + run.startNs() + ' ' + run.symbol() + '\n');
    }

    /** Says that the store knows of its end. */
    void end() {
        write("");
    }

    /** Leaves the file to others. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be closed", e);
        }
    }

    private void write(String text) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // a run of this very process
        }
    }
}
