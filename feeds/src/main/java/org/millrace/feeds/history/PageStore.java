package org.millrace.feeds.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;

/**
 * The pages of a download, as they came, in a file that any gzip reads: {@code <receive time> TAB GET <url> TAB <body>}, a
 * line a page. Each page is a gzip member of its own (RFC 1952), so that what an interrupted download wrote half is found,
 * and cut off.
 *
 * <pre>
 *   10 bytes  deflated line  4 bytes  4 bytes
 *   +---------+-------------+--------+--------+
 *   | header  |     …       | CRC-32 | length |   next member …
 *   +---------+-------------+--------+--------+
 * </pre>
 */
final class PageStore implements AutoCloseable {
    private static final int HEADER_LENGTH = 10; // GZIPOutputStream adds no fields
    private static final int TRAILER_LENGTH = 8;
    private static final int CHUNK = 1 << 16;

    private final Path path;
    private final RandomAccessFile file;

    /** One page. */
    record Page(String url, String body) {}

    /** Opens a file, or makes it. */
    PageStore(Path path) {
        this.path = path;
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw new HistoryException(path + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** Returns the next page; null: there is none, and what was written half is gone: {@link #append} may follow. */
    Page next() {
        try {
            long start = file.getFilePointer();
            byte[] line = member();
            if (line == null) {
                file.setLength(start);
                file.seek(start);
                return null;
            }
            return page(new String(line, UTF_8));
        } catch (IOException e) {
            throw new HistoryException(path + ": cannot be read on: " + e.getMessage(), e);
        }
    }

    /** Adds a page behind the last. */
    void append(String url, byte[] body, long receiveTimeNs) {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        String text =
                new String(body, UTF_8).replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
        try {
            try (GZIPOutputStream out = new GZIPOutputStream(member)) {
                out.write((receiveTimeNs + "\tGET " + url + "\t" + text + "\n").getBytes(UTF_8));
            }
            file.write(member.toByteArray());
        } catch (IOException e) {
            throw new HistoryException(path + ": cannot be written on: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new HistoryException(path + ": cannot be closed: " + e.getMessage(), e);
        }
    }

    double progress() {
        try {
            return file.length() == 0 ? 1 : (double) file.getFilePointer() / file.length();
        } catch (IOException e) {
            return 0; // it tells no more than how the file is doing
        }
    }

    private static Page page(String line) throws IOException {
        String[] parts = line.stripTrailing().split("\t", 3);
        if (parts.length != 3 || !parts[1].startsWith("GET ")) {
            throw new IOException("a line that is no page: delete the file, and download anew");
        }
        return new Page(parts[1].substring(4), parts[2]);
    }

    /** Reads a member; null = there is no whole one. */
    private byte[] member() throws IOException {
        long body = file.getFilePointer() + HEADER_LENGTH;
        if (body > file.length()) {
            return null;
        }
        file.seek(body);
        Inflater inflater = new Inflater(true);
        try {
            byte[] line = inflate(inflater);
            long trailer = body + inflater.getBytesRead();
            if (line == null || trailer + TRAILER_LENGTH > file.length()) {
                return null;
            }
            file.seek(trailer);
            CRC32 sum = new CRC32();
            sum.update(line);
            boolean isWhole = Integer.reverseBytes(file.readInt()) == (int) sum.getValue()
                    && Integer.reverseBytes(file.readInt()) == line.length;
            return isWhole ? line : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private byte[] inflate(Inflater inflater) throws IOException, DataFormatException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] packed = new byte[CHUNK];
        byte[] plain = new byte[CHUNK];
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                int read = file.read(packed);
                if (read < 0) {
                    return null;
                }
                inflater.setInput(packed, 0, read);
            }
            line.write(plain, 0, inflater.inflate(plain));
        }
        return line.toByteArray();
    }
}
