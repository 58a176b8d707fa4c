package org.millrace.gateway.liquidations;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reference values beside the recorded captures, where the property {@code millrace.captures} says that they are. */
final class Vectors {
    private Vectors() {}

    /** Returns the rows of a file by the names of its columns. */
    static List<Map<String, String>> read(String name) {
        String captures = System.getProperty("millrace.captures", "");
        assumeTrue(!captures.isEmpty(), "no reference values: set -Dmillrace.captures");
        Path file = Path.of(captures).resolveSibling("spec").resolve("vectors").resolve(name);
        assumeTrue(Files.exists(file), "no reference values: " + file + " is not there");
        try {
            List<String> lines = Files.readAllLines(file);
            String[] names = lines.get(0).split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], cells[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
