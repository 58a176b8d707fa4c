package org.millrace.feeds.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

/** A frame of every kind of a protocol, one a line of a resource: text as it is, or binary in hexadecimal digits. */
public final class FrameLines {
    private FrameLines() {}

    /** Returns the frames in {@code frames/<name>.txt}. */
    public static List<byte[]> text(String name) {
        return lines(name).stream().map(line -> line.getBytes(UTF_8)).toList();
    }

    public static List<byte[]> binary(String name) {
        return lines(name).stream().map(HexFormat.of()::parseHex).toList();
    }

    private static List<String> lines(String name) {
        try (InputStream in = FrameLines.class.getResourceAsStream("/frames/" + name + ".txt")) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
