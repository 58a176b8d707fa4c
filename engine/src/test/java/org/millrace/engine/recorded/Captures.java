package org.millrace.engine.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded frames and what must come out of them, where the property {@code millrace.captures} says that they are. */
public final class Captures {
    private Captures() {}

    /** Returns a file of the captures; the test is skipped where there are none. */
    static Path file(String name) {
        String folder = System.getProperty("millrace.captures", "");
        assumeTrue(!folder.isEmpty(), "no recorded captures: set -Dmillrace.captures");
        return Path.of(folder, name);
    }

    /** Returns what is expected of each symbol of a recording, named as {@code binance/spot-btcusdt-20240808}. */
    public static JsonNode symbols(String recording) {
        return expected(recording).get("symbols");
    }

    /** Returns all that is expected of a recording. */
    static JsonNode expected(String recording) {
        String json = recording.replace("/", "/expected/") + ".json";
        try {
            return new ObjectMapper().readTree(file(json).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the one-minute bars expected of a symbol, without the column that says whether the minute was whole. */
    public static List<String> minutes(String recording, String symbol) {
        Path csv = file(recording.replace("/", "/expected/") + ".bars-1m." + symbol + ".csv");
        try {
            return !Files.exists(csv)
                    ? List.of()
                    : Files.readAllLines(csv).stream()
                            .skip(1)
                            .map(line -> line.substring(0, line.lastIndexOf(',')))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of a packed file; none where there is no such file. */
    static List<String> lines(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
