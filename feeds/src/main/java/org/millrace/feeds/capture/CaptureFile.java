package org.millrace.feeds.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Opens a file of a capture, packed or plain. */
final class CaptureFile {
    /** End of the names of packed files. */
    static final String PACKED = ".gz";

    private static final byte[] MAGIC = {0x1F, (byte) 0x8B}; // of gzip
    private static final int INPUT_BYTES = 64 << 10;

    private CaptureFile() {}

    static InputStream open(Path file) throws IOException {
        return unpack(file, Files.newInputStream(file));
    }

    /** Returns the content of a file that was opened, unpacked where it is packed, whatever its name. */
    static InputStream unpack(Path file, InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, MAGIC.length);
        byte[] first = in.readNBytes(MAGIC.length);
        in.unread(first);
        boolean isPacked = Arrays.equals(first, MAGIC);
        return isPacked || file.getFileName().toString().endsWith(PACKED) ? new GZIPInputStream(in, INPUT_BYTES) : in;
    }
}
