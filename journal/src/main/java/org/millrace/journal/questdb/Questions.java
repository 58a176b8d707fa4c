package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.millrace.journal.history.HistoryException;

/** Asks the store, and reads its answers row by row. */
record Questions(DataSource connections) {
    private static final int ROWS_AT_ONCE = 2_000;

    /**
     * Returns the rows of an answer in their order; the list may be changed.
     *
     * @throws HistoryException if the store cannot be asked
     */
    <T> List<T> ask(String sql, Values values, Row<T> row) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false); // or the driver would fetch all rows before the first is read
            return ask(connection, sql, values, row);
        } catch (SQLException e) {
            throw new HistoryException("store: " + e.getMessage(), e);
        }
    }

    /** Asks likewise on a connection that is open. */
    static <T> List<T> ask(Connection connection, String sql, Values values, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            values.bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
        }
        return rows;
    }

    /** Has the store take a row. */
    void tell(String sql, Values values) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            statement.executeUpdate();
        }
    }

    /** Returns a number of a row; NaN: it is not known. */
    static double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /** Binds what a statement speaks of. */
    @FunctionalInterface
    interface Values {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet result) throws SQLException;
    }
}
