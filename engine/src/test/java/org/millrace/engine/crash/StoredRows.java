package org.millrace.engine.crash;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.engine.support.StoredTables;
import org.millrace.journal.questdb.EmbeddedQuestDb;
import org.millrace.journal.questdb.QuestDbSettings;

/** Compares an embedded store that nobody else runs with the rows that it must hold. */
final class StoredRows {
    private static final double TOLERANCE = 1e-14; // 128-bit sums are rounded on the way into the store
    private static final int DIFFERENCES = 10;

    private StoredRows() {}

    /** Returns the first rows that are missing, too many, or different; none: the store is right. */
    static List<String> differences(Path folder, ExpectedRows expected) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (EmbeddedQuestDb store = EmbeddedQuestDb.start(folder, QuestDbSettings.DEFAULTS);
                Connection connection = StoredTables.connect(store.address());
                Statement statement = connection.createStatement()) {
            await().atMost(Duration.ofMinutes(3)).until(() -> StoredTables.isSettled(statement));
            for (StoredTable table : StoredTable.values()) {
                compare(table, expected.of(table), statement, differences);
            }
        }
        return differences;
    }

    private static void compare(
            StoredTable table, Map<String, List<Object>> expected, Statement statement, List<String> differences)
            throws SQLException {
        String name = table.name().toLowerCase(Locale.ROOT);
        Map<String, List<Object>> missing = new HashMap<>(expected);
        String columns = String.join(", ", table.columns());
        try (ResultSet stored = statement.executeQuery(
                "SELECT cast(timestamp AS long), symbol, exchange, " + columns + " FROM " + name)) {
            while (stored.next() && differences.size() < DIFFERENCES) {
                List<Object> row = row(stored, 3 + table.columns().size());
                List<Object> wanted = missing.remove(table.key(row));
                if (wanted == null || !isSame(wanted, row)) {
                    differences.add(name + ": holds " + row + ", expected " + wanted);
                }
            }
        }
        missing.values().stream().limit(DIFFERENCES).forEach(row -> differences.add(name + ": lacks " + row));
    }

    private static List<Object> row(ResultSet stored, int columns) throws SQLException {
        List<Object> row = new ArrayList<>(columns);
        row.add(stored.getLong(1));
        for (int column = 2; column <= columns; column++) {
            Object value = stored.getObject(column);
            if (value instanceof Number number) {
                row.add(number.doubleValue());
            } else if (value == null) {
                row.add(column <= 3 ? "" : Double.NaN);
            } else {
                row.add(value.toString());
            }
        }
        return row;
    }

    private static boolean isSame(List<Object> wanted, List<Object> row) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!isSame(wanted.get(i), row.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Object wanted, Object stored) {
        if (wanted instanceof Double number && stored instanceof Double other) {
            return isNear(number, other);
        }
        return wanted.equals(stored);
    }

    private static boolean isNear(double a, double b) {
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= TOLERANCE * Math.abs(a);
    }
}
