package org.millrace.engine.liquidations.features;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reference vectors of liquidation features, as rows by column; the test is skipped where there are none. */
public final class Vectors {
    private Vectors() {}

    /** Returns the rows of a file; an empty cell is a missing value. */
    public static List<Map<String, String>> rows(String name) {
        Path file = Path.of(System.getProperty("millrace.captures", "."), "../spec/vectors", name + ".csv");
        assumeTrue(Files.exists(file), "no reference vectors: set -Dmillrace.captures to the folder beside them");
        try {
            List<String> lines = Files.readAllLines(file);
            String[] columns = lines.get(0).split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.length; i++) {
                    row.put(columns[i], cells[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a column as numbers; a missing value is NaN. */
    public static double[] column(List<Map<String, String>> rows, String name) {
        return rows.stream().mapToDouble(row -> number(row.get(name))).toArray();
    }

    /** Returns a cell as a number; a missing value is NaN. */
    public static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** Returns whole numbers that stand in one cell. */
    static int[] list(String cell) {
        return Arrays.stream(cell.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
