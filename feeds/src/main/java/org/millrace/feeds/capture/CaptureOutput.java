package org.millrace.feeds.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One packed file of lines. Line feeds inside a frame of text, which JSON never needs, become spaces. */
final class CaptureOutput implements AutoCloseable {
    private static final int OUTPUT_BYTES = 64 << 10;
    private static final int MAX_TIME_LENGTH = 20;

    private final Path file;
    private final CaptureForm form;
    private final UnsafeBuffer line = new UnsafeBuffer(new byte[OUTPUT_BYTES]);
    private OutputStream out;
    private boolean dirty;

    CaptureOutput(Path file) {
        this.file = file;
        form = CaptureForm.of(file);
    }

    void open() {
        try {
            out = new GZIPOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    OUTPUT_BYTES,
                    true);
        } catch (IOException e) {
            throw new CaptureException(file, "cannot be made: " + e.getMessage(), e);
        }
    }

    void line(long timeNs, DirectBuffer text, int offset, int length) {
        if (out == null) {
            open();
        }
        int room = MAX_TIME_LENGTH + 2 * length + 2;
        if (line.capacity() < room) {
            line.wrap(new byte[2 * room]);
        }
        int at = line.putLongAscii(0, timeNs);
        line.putByte(at++, (byte) '\t');
        at += form == CaptureForm.BINARY
                ? HexText.encode(text, offset, length, line, at)
                : putText(text, offset, length, at);
        line.putByte(at++, (byte) '\n');
        write(at);
    }

    private int putText(DirectBuffer text, int offset, int length, int start) {
        line.putBytes(start, text, offset, length);
        for (int at = start; at < start + length; at++) {
            byte b = line.getByte(at);
            if (b == '\n' || b == '\r') {
                line.putByte(at, (byte) ' ');
            }
        }
        return length;
    }

    /** Makes all that was written readable for those who open the file now. */
    void flush() {
        if (dirty) {
            dirty = false;
            try {
                out.flush();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private void write(int length) {
        dirty = true;
        try {
            out.write(line.byteArray(), 0, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private CaptureException failed(IOException e) {
        return new CaptureException(file, "cannot be written: " + e.getMessage(), e);
    }
}
