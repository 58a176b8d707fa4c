package org.millrace.feeds.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens a file of a capture, packed or plain. */
final class CaptureFile {
    /** End of the names of packed files. */
    static final String PACKED = ".gz";

    private static final int INPUT_BYTES = 64 << 10;

    private CaptureFile() {}

    static InputStream open(Path file) throws IOException {
        return unpack(file, Files.newInputStream(file));
    }

    /** Returns the content of a file that was opened. */
    static InputStream unpack(Path file, InputStream raw) throws IOException {
        return file.getFileName().toString().endsWith(PACKED) ? new GZIPInputStream(raw, INPUT_BYTES) : raw;
    }
}
