package org.millrace.journal.cycle;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.millrace.journal.JournalException;

/** A read-only window on a cycle file that may still be growing. */
public final class CycleMapping implements AutoCloseable {
    private static final long MAX_WINDOW = 1024L * 1024 * 1024;
    private static final long PAGE = 4096;

    private final Path file;
    private final FileChannel channel;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private MappedByteBuffer window;
    private long start;
    private long end;

    public CycleMapping(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Maps bytes of the file, if the file has them. */
    public boolean covers(long position, int length) {
        return (position >= start && position + length <= end) || remap(position, length);
    }

    /** Returns the window; it changes with {@link #covers}. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Returns where a covered position of the file is in the window. */
    public int offset(long position) {
        return (int) (position - start);
    }

    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new JournalException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        unmap();
        try {
            channel.close();
        } catch (IOException e) {
            throw new JournalException(file, "cannot be closed: " + e.getMessage(), e);
        }
    }

    private boolean remap(long position, int length) {
        long size = size();
        if (position + length > size) {
            return false;
        }
        unmap();
        long newStart = position & -PAGE;
        long newEnd = Math.min(size, newStart + MAX_WINDOW);
        try {
            window = channel.map(FileChannel.MapMode.READ_ONLY, newStart, newEnd - newStart);
        } catch (IOException e) {
            throw new JournalException(file, "cannot be mapped: " + e.getMessage(), e);
        }
        start = newStart;
        end = newEnd;
        buffer.wrap(window);
        return true;
    }

    private void unmap() {
        buffer.wrap(0, 0);
        start = 0;
        end = 0;
        if (window != null) {
            BufferUtil.free(window);
            window = null;
        }
    }
}
