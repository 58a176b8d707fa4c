package org.millrace.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What no journal on mapped files can go below: events copied behind one another into pages that are there already, no
 * checksum, no document, over and over through the same file.
 */
final class MappedEvents implements AutoCloseable {
    private static final int CAPACITY = 64 << 20;
    private static final int HEADER = 8;

    private final Path file;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;
    private int position;

    MappedEvents() {
        try {
            file = Files.createTempFile("millrace-bench", ".events");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        IoUtil.delete(file.toFile(), true);
        mapped = IoUtil.mapNewFile(file.toFile(), CAPACITY, true); // zeros written: the pages are there
        buffer = new UnsafeBuffer(mapped);
    }

    void append(UnsafeBuffer event, int length) {
        int frameLength = HEADER + length;
        if (position + frameLength > CAPACITY) {
            position = 0;
        }
        buffer.putLong(position, length);
        buffer.putBytes(position + HEADER, event, 0, length);
        position += frameLength;
    }

    void readAll(Inputs.Sink sink) {
        int offset = 0;
        while (offset < position) {
            int length = (int) buffer.getLong(offset);
            sink.onEvent(buffer, offset + HEADER, length);
            offset += HEADER + length;
        }
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
        IoUtil.delete(file.toFile(), true);
    }
}
