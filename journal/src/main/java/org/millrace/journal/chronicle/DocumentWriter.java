package org.millrace.journal.chronicle;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes documents into cycle files of a folder that has none when it starts, on one thread at a time. The content of a
 * document begins at the next multiple of 8 behind its 4 bytes of header, counted from the beginning of the file.
 */
public final class DocumentWriter implements AutoCloseable {
    /** How the names of cycle files end. */
    public static final String SUFFIX = ".cq4";

    private static final int ALIGNMENT = 8;
    private static final int PAGE = 4096;
    private static final int NONE = -1;

    static {
        QuietChronicle.prepare();
    }

    private final Path directory;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final UnsafeBuffer mapped = new UnsafeBuffer(0, 0);
    private int cycle = NONE;

    private volatile MappedFile mappedFile;
    private volatile long position;

    /**
     * Opens the folder.
     *
     * @param directory that holds no cycle yet
     * @param blockSize bytes that are mapped at once
     * @param clock     says when cycles begin
     */
    public DocumentWriter(Path directory, int blockSize, RollClock clock) {
        this.directory = directory;
        queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(new MinuteCycle())
                .timeProvider(clock)
                .blockSize(blockSize)
                .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true); // one thread at a time: the journal's owner sees to it
    }

    /** Writes one document, header then content, whole or not at all. */
    public void write(DirectBuffer header, DirectBuffer content, int offset, int length) {
        DocumentContext document = appender.writingDocument();
        boolean whole = false;
        try {
            Bytes<?> bytes = document.wire().bytes();
            long start = bytes.writePosition();
            int padding = (int) (-start & (ALIGNMENT - 1));
            int total = padding + header.capacity() + length;
            mapped.wrap(bytes.addressForWrite(start), total);
            bytes.writePosition(start + total); // first: a roll-back wipes as far as that
            header.getBytes(0, mapped, padding, header.capacity());
            content.getBytes(offset, mapped, padding + header.capacity(), length);
            if (!arrived(content, offset, padding + header.capacity(), length)) {
                throw new IllegalStateException("the disk is full");
            }
            whole = true;
        } finally {
            if (!whole) {
                document.rollbackOnClose();
            }
            document.close();
        }
        moved();
    }

    /** Returns the number of the cycle written last; it changes with each roll. */
    public int cycle() {
        return cycle;
    }

    /** Returns the file of a cycle. */
    public Path file(int cycle) {
        return directory.resolve(MinuteCycle.name(cycle) + SUFFIX);
    }

    @Override
    public void close() {
        mappedFile = null;
        appender.close();
        queue.close();
    }

    MappedFile mappedFile() {
        return mappedFile;
    }

    long position() {
        return position;
    }

    /**
     * Returns whether every page took what was stored in it. A store into a page that a full disk has no room for is
     * skipped, and JDK 17 tells of that many calls later; but what is read there then is zero.
     */
    private boolean arrived(DirectBuffer content, int offset, int start, int length) {
        long address = mapped.addressOffset() + start;
        int at = 0;
        while (at < length) {
            int end = Math.min(length, at + PAGE - (int) ((address + at) & (PAGE - 1)));
            while (at < end && content.getLong(offset + at) == 0) {
                at += Long.BYTES;
            }
            if (at < end && mapped.getLong(start + at) != content.getLong(offset + at)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private void moved() {
        position = appender.wire().bytes().writePosition();
        if (appender.cycle() != cycle) {
            cycle = appender.cycle();
            mappedFile = ((MappedBytes) appender.wire().bytes()).mappedFile();
        }
    }
}
