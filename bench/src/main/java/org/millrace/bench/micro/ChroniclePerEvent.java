package org.millrace.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Chronicle Queue as its own documentation uses it: one event a document. It is gone when it is closed. */
final class ChroniclePerEvent implements AutoCloseable {
    private static final int BLOCK_SIZE = 64 << 20;

    private final Path folder;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final ExcerptTailer tailer;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    ChroniclePerEvent() {
        try {
            folder = Files.createTempDirectory("millrace-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        queue = ChronicleQueue.singleBuilder(folder).blockSize(BLOCK_SIZE).build();
        appender = queue.createAppender();
        tailer = queue.createTailer();
    }

    void append(UnsafeBuffer event, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            Bytes<?> bytes = document.wire().bytes();
            long start = bytes.writePosition();
            view.wrap(bytes.addressForWrite(start), length);
            view.putBytes(0, event, 0, length);
            bytes.writePosition(start + length);
        }
    }

    /** Reads all from the first on, and returns how many there were. */
    int readAll(Inputs.Sink sink) {
        tailer.toStart();
        int events = 0;
        while (true) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return events;
                }
                Bytes<?> bytes = document.wire().bytes();
                int length = (int) bytes.readRemaining();
                view.wrap(bytes.addressForRead(bytes.readPosition()), length);
                sink.onEvent(view, 0, length);
                events++;
            }
        }
    }

    @Override
    public void close() {
        queue.close();
        IoUtil.delete(folder.toFile(), true);
    }
}
