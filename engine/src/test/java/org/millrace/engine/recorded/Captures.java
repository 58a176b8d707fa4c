package org.millrace.engine.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Recorded frames and what must come out of them, where the property {@code millrace.captures} says that they are. */
final class Captures {
    private Captures() {}

    /** Returns a file of the captures; the test is skipped where there are none. */
    static Path file(String name) {
        String folder = System.getProperty("millrace.captures", "");
        assumeTrue(!folder.isEmpty(), "no recorded captures: set -Dmillrace.captures");
        return Path.of(folder, name);
    }

    /** Returns what is expected of each symbol of a recording, named as {@code binance/spot-btcusdt-20240808}. */
    static JsonNode symbols(String recording) {
        String json = recording.replace("/", "/expected/") + ".json";
        try {
            return new ObjectMapper().readTree(file(json).toFile()).get("symbols");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
