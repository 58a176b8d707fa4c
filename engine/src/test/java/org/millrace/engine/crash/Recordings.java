package org.millrace.engine.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Two recordings, the second of which begins where the first ends, cut into parts that follow one another. */
final class Recordings {
    private static final String CAPTURES = System.getProperty("millrace.captures", "");
    private static final String FIRST = "spot-btcusdt-20240808";
    private static final String SECOND = "spot-btcusdt-20240809";

    private Recordings() {}

    /** Skips the test where there are no recordings. */
    static void need() {
        assumeTrue(!CAPTURES.isEmpty(), "no recorded captures: -Dmillrace.captures=FOLDER");
    }

    /** Writes so many parts into a folder; the snapshot of the book comes with the first. */
    static List<Path> parts(Path folder, int count) throws IOException {
        List<String> lines = read(FIRST);
        lines.addAll(read(SECOND));
        List<Path> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path part = folder.resolve("part-" + i + ".ws.jsonl.gz");
            write(part, lines.subList(lines.size() * i / count, lines.size() * (i + 1) / count));
            parts.add(part);
        }
        Files.copy(Path.of(CAPTURES, "binance", FIRST + ".rest.jsonl.gz"), folder.resolve("part-0.rest.jsonl.gz"));
        return parts;
    }

    private static List<String> read(String recording) throws IOException {
        Path file = Path.of(CAPTURES, "binance", recording + ".ws.jsonl.gz");
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return new ArrayList<>(in.lines().toList());
        }
    }

    private static void write(Path file, List<String> lines) throws IOException {
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (String line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
    }
}
