package org.millrace.engine.snapshot;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A snapshot on disk. It appears under its name only when it is whole and forced.
 *
 * <pre>
 *   magic (8) | version (4) | parts (4) | snapshot id (8)
 *   each part: format version (4) | name length (4) | name | state length (4) | CRC32C of the state (4) | state
 *   CRC32C of all before it (4)
 * </pre>
 */
final class SnapshotFile {
    private static final long MAGIC = 0x50414E534C4C494DL; // MILLSNAP
    private static final int VERSION = 1;
    private static final int HEADER_LENGTH = 24;
    private static final String TEMPORARY = ".tmp";

    private SnapshotFile() {}

    /** Writes all parts of a collector; its lines must have passed the marker. */
    static void write(Path file, SnapshotCollector collector) throws IOException {
        ExpandableDirectByteBuffer buffer = new ExpandableDirectByteBuffer();
        buffer.putLong(0, MAGIC);
        buffer.putInt(8, VERSION);
        buffer.putInt(12, collector.parts().size());
        buffer.putLong(16, collector.snapshotId());
        int position = HEADER_LENGTH;
        for (SnapshotCollector.Part part : collector.parts()) {
            position = put(buffer, position, part);
        }
        buffer.putInt(position, crc(buffer.byteBuffer(), 0, position));
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try (FileChannel channel = FileChannel.open(temporary, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer bytes =
                    buffer.byteBuffer().duplicate().limit(position + 4).position(0);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.getParent(), READ)) {
            directory.force(true);
        }
    }

    private static int put(ExpandableDirectByteBuffer buffer, int at, SnapshotCollector.Part part) {
        int length = part.state.length();
        buffer.putInt(at, part.formatVersion);
        int position = at + 4 + buffer.putStringUtf8(at + 4, part.name);
        buffer.putInt(position, length);
        buffer.putBytes(position + 8, part.state.buffer(), 0, length);
        buffer.putInt(position + 4, crc(buffer.byteBuffer(), position + 8, length));
        return position + 8 + length;
    }

    /**
     * Reads a snapshot back.
     *
     * @throws IOException if the file cannot be read, or is not whole
     */
    static Snapshot read(Path file) throws IOException {
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(file, READ)) {
            bytes = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        int end = buffer.capacity() - 4;
        require(bytes.position() == buffer.capacity() && end >= HEADER_LENGTH, file, "cut short");
        require(buffer.getLong(0) == MAGIC && buffer.getInt(8) == VERSION, file, "of another format");
        require(buffer.getInt(end) == crc(bytes, 0, end), file, "damaged");
        Map<String, Snapshot.Part> parts = new HashMap<>();
        int position = HEADER_LENGTH;
        for (int left = buffer.getInt(12); left > 0; left--) {
            String name = buffer.getStringUtf8(position + 4);
            int state = position + 8 + buffer.getInt(position + 4);
            int length = buffer.getInt(state);
            require(buffer.getInt(state + 4) == crc(bytes, state + 8, length), file, name + " is damaged");
            parts.put(name, new Snapshot.Part(buffer.getInt(position), buffer, state + 8, length));
            position = state + 8 + length;
        }
        return new Snapshot(buffer.getLong(16), parts);
    }

    private static void require(boolean holds, Path file, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(file + ": the snapshot is " + otherwise);
        }
    }

    private static int crc(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().limit(offset + length).position(offset));
        return (int) crc.getValue();
    }
}
