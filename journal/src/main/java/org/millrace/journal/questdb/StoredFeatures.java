package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.agrona.collections.Long2LongHashMap;
import org.millrace.journal.history.HistoryException;

/**
 * Reads feature sets as they are stored, bar by bar, with the closes of their bars: what models are trained on. Of a bar the
 * close is that of {@code candles}, or else the venue's own of {@code venue_bars}, each as it was corrected last.
 */
public final class StoredFeatures {
    private static final long NS_PER_US = 1_000;
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int BEFORE_VALUES = 3; // the first value's column
    private static final String FEATURES = "ml_features";
    private static final String SETS = "feature_sets";
    private static final List<String> BARS = List.of("venue_bars", "candles"); // the later prevails
    private static final String OF_SERIES = " WHERE symbol = ? AND exchange = ? AND timeframe = ?"
            + " AND timestamp >= cast(? AS timestamp) AND timestamp < cast(? AS timestamp)";

    private final DataSource connections;

    StoredFeatures(DataSource connections) {
        this.connections = connections;
    }

    /**
     * A version of a feature set.
     *
     * @param id       number by which the line knows it; 0: the store was not told
     * @param features names of its values, in their order
     */
    public record StoredSet(int id, String name, int version, List<String> features) {
        public StoredSet {
            features = List.copyOf(features);
        }
    }

    /**
     * Bars of an instrument at which a set was computed.
     *
     * @param symbol    normalised name of the instrument
     * @param exchange  name in the schema's enum {@code Venue}
     * @param timeframe as {@code 1m}
     */
    public record StoredSeries(String symbol, String exchange, String timeframe) {}

    /**
     * Which bars are read.
     *
     * @param fromNs    first start, UTC ns
     * @param toNs      end of starts, exclusive, UTC ns
     * @param knownByNs only of features that were known before then, UTC ns
     */
    public record Bars(long fromNs, long toNs, long knownByNs) {}

    /** Takes rows, oldest first. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Takes one.
         *
         * @param startNs of the bar, UTC
         * @param flags   quality bits of the values
         * @param close   of the bar; NaN: the store lacks it
         * @param values  in the order of the set, NaN where they were not known; valid until the next row
         */
        void row(long startNs, int flags, double close, double[] values);
    }

    /**
     * Returns each version of each set that the store has heard of, by name and version.
     *
     * @throws HistoryException if the store cannot be asked
     */
    public List<StoredSet> sets() {
        return ask(SETS, List.of(), connection -> {
            String id = columns(connection, SETS).contains("set_id") ? "set_id" : "0"; // before it had that column
            String sql = "SELECT feature_set, version, " + id + ", feature FROM " + SETS
                    + " ORDER BY feature_set, version, place";
            List<StoredSet> sets = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    add(sets, rows);
                }
            }
            return sets;
        });
    }

    /**
     * Returns the series of a set that have rows, by exchange, symbol and timeframe.
     *
     * @throws HistoryException if the store cannot be asked
     */
    public List<StoredSeries> series(String set, int version) {
        return ask(FEATURES, List.of(), connection -> {
            String sql = "SELECT DISTINCT symbol, exchange, timeframe FROM " + FEATURES
                    + " WHERE feature_set = ? AND version = ? ORDER BY exchange, symbol, timeframe";
            List<StoredSeries> series = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, set);
                statement.setInt(2, version);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        series.add(new StoredSeries(rows.getString(1), rows.getString(2), rows.getString(3)));
                    }
                }
            }
            return series;
        });
    }

    /**
     * Reads the rows of a series; returns how many there were.
     *
     * @throws HistoryException if the store cannot be asked
     */
    public int read(StoredSet set, StoredSeries series, Bars bars, Rows rows) {
        Long2LongHashMap closes = new Long2LongHashMap(Double.doubleToRawLongBits(Double.NaN));
        for (String table : BARS) {
            ask(table, 0, connection -> readCloses(connection, table, series, bars, closes));
        }
        return ask(FEATURES, 0, connection -> readFeatures(connection, set, series, bars, closes, rows));
    }

    private static void add(List<StoredSet> sets, ResultSet row) throws SQLException {
        String name = row.getString(1);
        int version = row.getInt(2);
        StoredSet last = sets.isEmpty() ? null : sets.get(sets.size() - 1);
        List<String> features = new ArrayList<>();
        if (last != null && last.name().equals(name) && last.version() == version) {
            features.addAll(sets.remove(sets.size() - 1).features());
        }
        features.add(row.getString(4));
        sets.add(new StoredSet(row.getInt(3), name, version, features));
    }

    private static int readCloses(
            Connection connection, String table, StoredSeries series, Bars bars, Long2LongHashMap closes)
            throws SQLException {
        String sql = "SELECT cast(timestamp AS long), close FROM " + table + OF_SERIES;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, series, bars);
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    closes.put(rows.getLong(1), Double.doubleToRawLongBits(rows.getDouble(2)));
                }
            }
        }
        return closes.size();
    }

    private static int readFeatures(
            Connection connection, StoredSet set, StoredSeries series, Bars bars, Long2LongHashMap closes, Rows rows)
            throws SQLException {
        StoreColumns columns = ModelQueries.columns(connection);
        StringBuilder sql = new StringBuilder("SELECT cast(timestamp AS long), flags");
        set.features().forEach(name -> sql.append(", ").append(columns.select(name)));
        sql.append(" FROM " + FEATURES + OF_SERIES)
                .append(" AND feature_set = ? AND version = ? AND known_at < cast(? AS timestamp) ORDER BY timestamp");
        double[] values = new double[set.features().size()];
        int count = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            int place = bind(statement, series, bars);
            statement.setString(place++, set.name());
            statement.setInt(place++, set.version());
            statement.setLong(place, microseconds(bars.knownByNs()));
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    for (int i = 0; i < values.length; i++) {
                        double value = result.getDouble(BEFORE_VALUES + i);
                        values[i] = result.wasNull() ? Double.NaN : value;
                    }
                    long startUs = result.getLong(1);
                    double close = Double.longBitsToDouble(closes.get(startUs));
                    rows.row(startUs * NS_PER_US, result.getInt(2), close, values);
                    count++;
                }
            }
        }
        return count;
    }

    /** Binds the values of {@link #OF_SERIES}, and returns the place behind them. */
    private static int bind(PreparedStatement statement, StoredSeries series, Bars bars) throws SQLException {
        statement.setString(1, series.symbol());
        statement.setString(2, series.exchange());
        statement.setString(3, series.timeframe());
        statement.setLong(4, microseconds(Math.max(0, bars.fromNs())));
        statement.setLong(5, microseconds(bars.toNs()));
        return 6;
    }

    /** Returns the first microsecond that is not before a time. */
    private static long microseconds(long timeNs) {
        return -Math.floorDiv(-timeNs, NS_PER_US);
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return StoreColumns.of(statement, table).names();
        }
    }

    /** Asks a table, once it has all that it was sent; nothing where there is none. */
    private <T> T ask(String table, T nothing, Question<T> question) {
        try (Connection connection = connections.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                if (!FoundTable.all(statement).containsKey(table)) {
                    return nothing;
                }
                AppliedRows.await(statement, table);
            }
            connection.setAutoCommit(false); // or the driver would fetch all rows before the first is read
            return question.ask(connection);
        } catch (SQLException e) {
            throw new HistoryException("store: " + e.getMessage(), e);
        }
    }

    /** Asks over a connection. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
