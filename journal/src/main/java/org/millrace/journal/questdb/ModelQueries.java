package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.millrace.journal.history.History.FeatureRow;
import org.millrace.journal.history.History.FeatureSpan;
import org.millrace.journal.history.History.FeatureTable;
import org.millrace.journal.history.History.PredictionRow;
import org.millrace.journal.history.History.PredictionsBefore;
import org.millrace.journal.history.History.Span;
import org.millrace.journal.history.TrackMeasure;
import org.millrace.journal.history.TrackPeriod;
import org.millrace.journal.history.TrackSpan;

/** Asks for features, and for what models made of them. */
final class ModelQueries {
    private static final long NS_PER_US = 1_000;
    private static final int BEFORE_VALUES = 3; // the first value's column
    private static final String NAMES =
            "SELECT feature FROM feature_sets WHERE feature_set = ? AND version = ? ORDER BY place";
    private static final String COLUMNS = "SELECT \"column\" FROM table_columns('ml_features')";
    private static final Questions.Row<String> ONE = row -> row.getString(1);
    private static final String OF_SPAN =
            " FROM ml_features WHERE symbol = ? AND exchange = ? AND timeframe = ? AND feature_set = ? AND version = ?"
                    + " AND timestamp >= cast(? AS timestamp) AND timestamp < cast(? AS timestamp)"
                    + " AND known_at <= cast(? AS timestamp) ORDER BY timestamp DESC LIMIT ";
    private static final String PREDICTIONS =
            "SELECT sequence, cast(timestamp AS long), model, version, timeframe, horizon, down, neutral, up, value,"
                    + " shadow FROM predictions WHERE symbol = ? AND exchange = ?"
                    + " AND timestamp >= cast(? AS timestamp) AND timestamp < cast(? AS timestamp) AND sequence < ?"
                    + " ORDER BY timestamp DESC, sequence DESC LIMIT ";

    private final Questions questions;

    ModelQueries(Questions questions) {
        this.questions = questions;
    }

    FeatureTable features(FeatureSpan wanted) {
        List<String> names = questions.ask(NAMES, statement -> bindSet(statement, wanted.set(), wanted.version()), ONE);
        if (names.isEmpty()) {
            return FeatureTable.NONE;
        }
        StoreColumns columns = new StoreColumns(questions.ask(COLUMNS, statement -> {}, ONE));
        StringBuilder sql = new StringBuilder("SELECT cast(timestamp AS long), cast(known_at AS long)");
        names.forEach(name -> sql.append(", ").append(columns.select(name)));
        sql.append(OF_SPAN).append(wanted.span().limit());
        List<FeatureRow> rows = questions.ask(
                sql.toString(), statement -> bind(statement, wanted), row -> featureRow(row, names.size()));
        Collections.reverse(rows);
        return new FeatureTable(names, rows);
    }

    List<PredictionRow> predictions(PredictionsBefore wanted) {
        List<PredictionRow> rows = questions.ask(
                PREDICTIONS + wanted.limit(),
                statement -> {
                    statement.setString(1, wanted.symbol());
                    statement.setString(2, wanted.exchange());
                    statement.setLong(3, wanted.fromNs() / NS_PER_US);
                    statement.setLong(4, wanted.toNs() / NS_PER_US);
                    statement.setLong(5, wanted.beforeSequence());
                },
                ModelQueries::predictionRow);
        Collections.reverse(rows);
        return rows;
    }

    List<TrackPeriod> trackRecord(TrackSpan wanted) {
        TrackQuestion question = new TrackQuestion(wanted);
        return questions.ask(question.sql(), question::bind, row -> {
            Map<TrackMeasure, Double> sums = new EnumMap<>(TrackMeasure.class);
            int column = 2;
            for (TrackMeasure measure : TrackMeasure.values()) {
                sums.put(measure, row.getDouble(column++)); // what is null everywhere adds up to nothing
            }
            return new TrackPeriod(wanted.fromNs() + row.getLong(1) * question.periodNs(), sums);
        });
    }

    /** Returns the names of a set's values in their order, none where the store has not heard of it. */
    static List<String> names(Connection connection, String set, int version) throws SQLException {
        return Questions.ask(connection, NAMES, statement -> bindSet(statement, set, version), ONE);
    }

    /** Returns the columns that features have now. */
    static StoreColumns columns(Connection connection) throws SQLException {
        return new StoreColumns(Questions.ask(connection, COLUMNS, statement -> {}, ONE));
    }

    private static void bindSet(PreparedStatement statement, String set, int version) throws SQLException {
        statement.setString(1, set);
        statement.setInt(2, version);
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
            values.add(Questions.number(row, BEFORE_VALUES + i));
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
                Questions.number(row, 7),
                Questions.number(row, 8),
                Questions.number(row, 9),
                Questions.number(row, 10),
                row.getBoolean(11));
    }
}
