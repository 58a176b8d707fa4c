package org.millrace.journal.questdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a table shows all rows that the store was sent: it takes them into a log first. */
final class AppliedRows {
    private static final int POLLS = 3_000;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private AppliedRows() {}

    /**
     * Waits, at most 30 s.
     *
     * @throws SQLException if the store does not answer, or has not taken in what it was sent by then
     */
    static void await(Statement statement, String table) throws SQLException {
        for (int i = 0; i < POLLS; i++) {
            if (isApplied(statement, table)) {
                return;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        throw new SQLException("table " + table + " has not taken in all that it was sent");
    }

    private static boolean isApplied(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "SELECT count() FROM wal_tables() WHERE name = '" + table + "' AND sequencerTxn <> writerTxn")) {
            rows.next();
            return rows.getLong(1) == 0;
        }
    }
}
