package org.millrace.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.codecs.sbe.MessageHeaderEncoder;
import org.millrace.journal.chronicle.DocumentWriter;
import org.millrace.journal.chronicle.RollClock;
import org.millrace.journal.cycle.BatchHeader;
import org.millrace.journal.cycle.Checksum;
import org.millrace.journal.cycle.CycleFiles;
import org.millrace.journal.damage.JournalEnd;
import org.millrace.journal.damage.JournalMark;

/**
 * Appends batches: sums, links and writes them. One thread at a time appends; what syncer and page toucher need to know
 * is published by volatile writes.
 */
final class JournalAppender implements BatchAppender {
    private static final int NONE = -1;

    private final Path directory;
    private final Path live;
    private final int blockSize;
    private final RollClock clock;
    private final JournalMark mark;
    private final Checksum checksum = new Checksum();
    private final UnsafeBuffer header = new UnsafeBuffer(ByteBuffer.allocateDirect(BatchHeader.LENGTH));
    private final Queue<Path> rolled = new ConcurrentLinkedQueue<>();
    private final AtomicLong appended = new AtomicLong();
    private Runnable afterAppend = () -> {};
    private long nextSequence;
    private int lastCrc;
    private int cycle = NONE;

    private volatile DocumentWriter writer;
    private volatile Path file;
    private volatile String failure = "";

    JournalAppender(Path directory, int blockSize, RollClock clock, JournalEnd end) throws IOException {
        this.directory = directory;
        this.live = directory.resolve(CycleFiles.LIVE);
        this.blockSize = blockSize;
        this.clock = clock;
        this.mark = JournalMark.open(directory, end.lastSequence());
        startBehind(end);
    }

    @Override
    public void append(DirectBuffer frames, int offset, int length, int count, long firstSequence) {
        if (!failure.isEmpty()) {
            throw new JournalException(directory, failure);
        }
        boolean whole = false;
        try {
            if (firstSequence != nextSequence
                    || count < 1
                    || length < 1
                    || length > MAX_LENGTH
                    || length % Long.BYTES != 0) {
                throw refused(length, count, firstSequence);
            }
            write(frames, offset, length, count, firstSequence);
            whole = true;
        } catch (RuntimeException | Error e) { // an error too: a full disk shows as one
            throw new JournalException(directory, "a batch cannot be appended: " + e, e);
        } finally {
            if (!whole) {
                fail("stopped, because a batch could not be appended");
            }
        }
        afterAppend.run();
    }

    @Override
    public void close() {
        fail("closed");
        DocumentWriter open = writer;
        if (open != null) {
            writer = null;
            open.close();
            mark.close();
        }
    }

    /** Sets what is done after each batch, before the append returns. */
    void afterAppend(Runnable action) {
        afterAppend = action;
    }

    /** Sets what the next batch follows. */
    void startBehind(JournalEnd end) {
        if (writer != null) {
            throw new IllegalStateException(directory + ": has been appended to");
        }
        nextSequence = end.lastSequence() + 1;
        lastCrc = end.lastCrc();
        mark.set(end.lastSequence());
        appended.set(end.lastSequence());
    }

    /** Has a file forced before anything that is appended from now on: an earlier process may not have done so. */
    void forceWithNext(Path finished) {
        rolled.add(finished);
    }

    /** Makes every further append fail. */
    void fail(String why) {
        failure = why;
    }

    boolean hasFailed() {
        return !failure.isEmpty();
    }

    long appended() {
        return appended.get();
    }

    /** Returns the file being written; null as long as there is none. */
    Path file() {
        return file;
    }

    /** Returns the writer; null as long as nothing was appended. */
    DocumentWriter writer() {
        return writer;
    }

    /** Takes the next file that was finished and has not been forced since; null if there is none. */
    Path pollRolled() {
        return rolled.poll();
    }

    private void write(DirectBuffer frames, int offset, int length, int count, long firstSequence) {
        if (writer == null) {
            writer = new DocumentWriter(live, blockSize, clock); // on the thread that appends
        }
        BatchHeader.write(header, count, firstSequence, length, lastCrc);
        BatchHeader.putSchemaVersion(header, MessageHeaderEncoder.SCHEMA_VERSION);
        int crc = checksum.of(header, 0, frames, offset, length);
        BatchHeader.putCrc(header, crc);
        writer.write(header, frames, offset, length);
        if (writer.cycle() != cycle) {
            roll();
        }
        lastCrc = crc;
        nextSequence = firstSequence + count;
        mark.set(nextSequence - 1);
        appended.lazySet(nextSequence - 1);
    }

    private void roll() {
        if (cycle != NONE) {
            rolled.add(moveUp(file));
        }
        cycle = writer.cycle();
        file = writer.file(cycle);
    }

    private Path moveUp(Path finished) {
        try {
            return Files.move(finished, directory.resolve(finished.getFileName()));
        } catch (IOException e) {
            return finished; // the next opening moves it
        }
    }

    private IllegalArgumentException refused(int length, int count, long firstSequence) {
        return new IllegalArgumentException("a batch of " + count + " events from " + firstSequence + " in " + length
                + " bytes, expected 1 or more from " + nextSequence + " in whole frames of at most " + MAX_LENGTH);
    }
}
