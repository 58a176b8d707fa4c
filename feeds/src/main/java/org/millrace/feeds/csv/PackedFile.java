package org.millrace.feeds.csv;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** A file's bytes, unpacked where it is gzip or zip, which its first bytes say; and how much of it was read. */
final class PackedFile extends FilterInputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP = 0x1F8B;
    private static final int ZIP = 0x504B;

    private final long size;
    private long read;

    private PackedFile(Path file) throws IOException {
        super(Files.newInputStream(file));
        size = Math.max(1, Files.size(file));
    }

    /** What a file is read through. */
    record Opened(InputStream in, PackedFile file) {}

    static Opened open(Path path) throws IOException {
        PackedFile file = new PackedFile(path);
        try {
            return new Opened(unpack(file), file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Returns how much was read, 0 to 1, by bytes on disk. */
    double progress() {
        return Math.min(1, (double) read / size);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        read += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        read += Math.max(0, count);
        return count;
    }

    private static InputStream unpack(PackedFile file) throws IOException {
        InputStream in = new BufferedInputStream(file, BUFFER_BYTES);
        in.mark(2);
        int magic = in.read() << Byte.SIZE | in.read();
        in.reset();
        if (magic == GZIP) {
            return new GZIPInputStream(in, BUFFER_BYTES);
        }
        if (magic != ZIP) {
            return in;
        }
        ZipInputStream zip = new ZipInputStream(in);
        if (zip.getNextEntry() == null) {
            throw new IOException("the archive is empty");
        }
        return new OneEntry(zip);
    }

    /** An archive's first file; a second one is an error, so that nothing is left out unsaid. */
    private static final class OneEntry extends FilterInputStream {
        private final ZipInputStream zip;

        OneEntry(ZipInputStream zip) {
            super(zip);
            this.zip = zip;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0 && zip.getNextEntry() != null) {
                throw new IOException("the archive holds several files; unpack it and name them");
            }
            return count;
        }
    }
}
