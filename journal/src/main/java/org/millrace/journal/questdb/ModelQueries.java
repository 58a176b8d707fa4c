package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.millrace.journal.history.History.FeatureRow;
import org.millrace.journal.history.History.FeatureSpan;
import org.millrace.journal.history.History.FeatureTable;
import org.millrace.journal.history.History.PredictionRow;
import org.millrace.journal.history.History.PredictionsBefore;
import org.millrace.journal.history.History.Span;
import org.millrace.journal.history.HistoryException;

/** Asks for features, and for what models made of them. */
final class ModelQueries {
    private static final long NS_PER_US = 1_000;
    private static final int BEFORE_VALUES = 3; // the first value's column
    private static final String OF_SPAN =
            " FROM ml_features WHERE symbol = ? AND exchange = ? AND timeframe = ? AND feature_set = ? AND version = ?"
                    + " AND timestamp >= cast(? AS timestamp) AND timestamp < cast(? AS timestamp)"
                    + " AND known_at <= cast(? AS timestamp) ORDER BY timestamp DESC LIMIT ";
    private static final String PREDICTIONS =
            "SELECT sequence, cast(timestamp AS long), model, version, timeframe, horizon, down, neutral, up, value,"
                    + " shadow FROM predictions WHERE symbol = ? AND exchange = ?"
                    + " AND timestamp >= cast(? AS timestamp) AND timestamp < cast(? AS timestamp) AND sequence < ?"
                    + " ORDER BY timestamp DESC, sequence DESC LIMIT ";

    private final DataSource connections;

    ModelQueries(DataSource connections) {
        this.connections = connections;
    }

    /** Returns the names of a set's values in their order, none where the store has not heard of it. */
    static List<String> names(Connection connection, String set, int version) throws SQLException {
        String sql = "SELECT feature FROM feature_sets WHERE feature_set = ? AND version = ? ORDER BY place";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, set);
            statement.setInt(2, version);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** Returns the columns that features have now. */
    static StoreColumns columns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return StoreColumns.of(statement, "ml_features");
        }
    }

    FeatureTable features(FeatureSpan wanted) {
        try (Connection connection = connections.getConnection()) {
            List<String> names = names(connection, wanted.set(), wanted.version());
            if (names.isEmpty()) {
                return FeatureTable.NONE;
            }
            StoreColumns columns = columns(connection);
            StringBuilder sql = new StringBuilder("SELECT cast(timestamp AS long), cast(known_at AS long)");
            names.forEach(name -> sql.append(", ").append(columns.select(name)));
            sql.append(OF_SPAN).append(wanted.span().limit());
            List<FeatureRow> rows = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
                bind(statement, wanted);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.add(featureRow(result, names.size()));
                    }
                }
            }
            Collections.reverse(rows);
            return new FeatureTable(names, rows);
        } catch (SQLException e) {
            throw new HistoryException("store: " + e.getMessage(), e);
        }
    }

    List<PredictionRow> predictions(PredictionsBefore wanted) {
        List<PredictionRow> rows = new ArrayList<>();
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(PREDICTIONS + wanted.limit())) {
            statement.setString(1, wanted.symbol());
            statement.setString(2, wanted.exchange());
            statement.setLong(3, wanted.fromNs() / NS_PER_US);
            statement.setLong(4, wanted.toNs() / NS_PER_US);
            statement.setLong(5, wanted.beforeSequence());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(predictionRow(result));
                }
            }
        } catch (SQLException e) {
            throw new HistoryException("store: " + e.getMessage(), e);
        }
        Collections.reverse(rows);
        return rows;
    }

    private static void bind(PreparedStatement statement, FeatureSpan wanted) throws SQLException {
        Span span = wanted.span();
        statement.setString(1, span.symbol());
        statement.setString(2, span.exchange());
        statement.setString(3, span.timeframe());
        statement.setString(4, wanted.set());
        statement.setInt(5, wanted.version());
        statement.setLong(6, span.fromNs() / NS_PER_US);
        statement.setLong(7, span.toNs() / NS_PER_US);
        statement.setLong(8, wanted.knownByNs() / NS_PER_US);
    }

    private static FeatureRow featureRow(ResultSet row, int count) throws SQLException {
        List<Double> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(number(row, BEFORE_VALUES + i));
        }
        return new FeatureRow(row.getLong(1) * NS_PER_US, row.getLong(2) * NS_PER_US, values);
    }

    private static PredictionRow predictionRow(ResultSet row) throws SQLException {
        return new PredictionRow(
                row.getLong(1),
                row.getLong(2) * NS_PER_US,
                row.getInt(3),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                number(row, 7),
                number(row, 8),
                number(row, 9),
                number(row, 10),
                row.getBoolean(11));
    }

    private static double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
