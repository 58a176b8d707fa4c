package org.millrace.feeds.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded frames and what must come out of them, where the property {@code millrace.captures} says that they are. */
public final class Captures {
    private Captures() {}

    /** Returns a file of the captures; the test is skipped where there are none. */
    public static Path file(String name) {
        String folder = System.getProperty("millrace.captures", "");
        assumeTrue(!folder.isEmpty(), "no recorded captures: set -Dmillrace.captures");
        return Path.of(folder, name);
    }

    public static List<String> lines(String name) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file(name)))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a recording's messages, without the times at which they came. */
    public static List<String> frames(String name) {
        return lines(name + ".ws.jsonl.gz").stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .toList();
    }

    public static JsonNode expected(String name) {
        try {
            return new ObjectMapper().readTree(file(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
