package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rows that were made of outputs which have since been taken back. The store cannot delete rows: a table that
 * has such rows is copied without them, and the copy takes its name. Each step may be repeated after a death.
 */
final class TakenBackRows {
    private static final Logger LOG = LoggerFactory.getLogger(TakenBackRows.class);
    private static final String KEPT = "_kept";

    private final Statement statement;

    TakenBackRows(Statement statement) {
        this.statement = statement;
    }

    /** Gives copies their table's name where a process died just before it did. To be called before tables are made. */
    static void finish(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            TakenBackRows rows = new TakenBackRows(statement);
            Set<String> found = FoundTable.all(statement).keySet();
            for (StoreTables.Table table : StoreTables.all()) {
                if (found.contains(table.name() + KEPT) && !found.contains(table.name())) {
                    rows.rename(table);
                }
            }
        }
    }

    /**
     * Removes the rows of events from a sequence on.
     *
     * @throws SQLException if the store refuses, or has not taken in what it was sent within 30 s
     */
    void removeFrom(long sequence) throws SQLException {
        for (StoreTables.Table table : StoreTables.all()) {
            if (!table.isOfEvents()) {
                continue;
            }
            AppliedRows.await(statement, table.name());
            long rows = count(table.name() + " WHERE sequence >= " + sequence);
            if (rows > 0) {
                copyWithout(sequence, table);
                rename(table);
                LOG.warn(
                        "store: {} rows of {} removed, because outputs from {} on were taken back",
                        rows,
                        table.name(),
                        sequence);
            }
        }
    }

    private void copyWithout(long sequence, StoreTables.Table table) throws SQLException {
        String copy = table.name() + KEPT;
        String kept = table.name() + " WHERE sequence < " + sequence;
        statement.execute("DROP TABLE IF EXISTS " + copy);
        statement.execute(table.ddl(copy));
        StoreColumns columns = StoreColumns.of(statement, table.name());
        for (String column : columns.without(StoreColumns.of(statement, copy))) {
            statement.execute("ALTER TABLE " + copy + " ADD COLUMN " + column + " DOUBLE"); // of a feature
        }
        statement.execute(
                "INSERT INTO " + copy + " (" + columns.list() + ") SELECT " + columns.list() + " FROM " + kept);
        AppliedRows.await(statement, copy);
        if (count(copy) != count(kept)) {
            throw new SQLException("the copy of " + table.name() + " is not whole");
        }
        statement.execute("DROP TABLE " + table.name());
    }

    private void rename(StoreTables.Table table) throws SQLException {
        statement.execute("RENAME TABLE " + table.name() + KEPT + " TO " + table.name());
    }

    private long count(String from) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count() FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
