package org.millrace.journal.questdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A table that a store has.
 *
 * @param dropsDuplicates by DEDUP keys
 * @param ttl             how long rows stay: hours, or below 0 months; 0: for ever
 */
record FoundTable(boolean dropsDuplicates, int ttl) {
    private static final int HOURS_A_DAY = 24;
    private static final int DAYS_A_WEEK = 7;
    private static final int MONTHS_A_YEAR = 12;

    /** Asks once for all tables, by name. */
    static Map<String, FoundTable> all(Statement statement) throws SQLException {
        Map<String, FoundTable> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT table_name, dedup, ttlValue, ttlUnit FROM tables()")) {
            while (rows.next()) {
                int ttl = ttl(rows.getInt(3), rows.getString(4).charAt(0));
                found.put(rows.getString(1), new FoundTable(rows.getBoolean(2), ttl));
            }
        }
        return found;
    }

    /** Tells whether rows stay as long as SQL says it: {@code 30d}, {@code 12M} or {@code 1000Y}. */
    boolean isKept(String text) {
        int end = text.length() - 1;
        return ttl == ttl(Integer.parseInt(text.substring(0, end)), Character.toUpperCase(text.charAt(end)));
    }

    private static int ttl(int count, char unit) {
        return switch (unit) {
            case 'H' -> count;
            case 'D' -> count * HOURS_A_DAY;
            case 'W' -> count * HOURS_A_DAY * DAYS_A_WEEK;
            case 'M' -> -count;
            case 'Y' -> -count * MONTHS_A_YEAR;
            default -> throw new IllegalArgumentException("a unit of time: " + unit);
        };
    }
}
