package org.millrace.journal.questdb;

import static org.millrace.journal.questdb.Questions.number;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.millrace.journal.history.HistoryException;
import org.millrace.journal.history.LiquidationColumn;
import org.millrace.journal.history.LiquidationRow;
import org.millrace.journal.history.Liquidations;

/** Asks QuestDB about liquidations over the PostgreSQL wire. */
final class QuestDbLiquidations implements Liquidations {
    private static final long NS_PER_US = 1_000;
    private static final int CENTRES = 9;
    private static final String OF = " WHERE symbol = ? AND exchange = ?";
    private static final String WITHIN =
            OF + " AND timestamp >= cast(? AS timestamp) AND timestamp < cast(? AS timestamp)";
    private static final String OLDEST_FIRST = WITHIN + " ORDER BY timestamp LIMIT ";
    private static final String TIME = "cast(timestamp AS long)";
    private static final String PRICES = "SELECT " + TIME + ", price FROM btc_price_data" + OLDEST_FIRST;
    private static final String VOLUMES = "SELECT " + TIME
            + ", long_liquidations_dominance, futures_long_liquidations, futures_short_liquidations"
            + " FROM btc_liquidations" + OLDEST_FIRST;
    private static final String BINS =
            "SELECT " + TIME + ", bin_model_id, history_count, " + numbered("centre_", CENTRES) + ", "
                    + numbered("edge_", CENTRES - 1)
                    + ofNewestRun(LiquidationTables.BIN_MODELS, LiquidationColumn.Group.BIN, "bin_model_id")
                    + OLDEST_FIRST;
    private static final String REVISIONS = "SELECT " + TIME
            + ", field, old_value, new_value, cast(fetched_at AS long), is_processed FROM "
            + LiquidationTables.REVISIONS + OLDEST_FIRST;
    private static final String OUTCOMES = "SELECT " + TIME
            + ", signal_class, horizon_hours, entry_lag_hours, entry_price, exit_price, return_percent"
            + ofNewestRun(LiquidationTables.OUTCOMES, LiquidationColumn.Group.SIGNALS, "signal_class") + OLDEST_FIRST;
    private static final String RUNS = "SELECT " + TIME
            + ", run_id, cast(end_time AS long), status, error_message, records_processed FROM "
            + LiquidationTables.RUNS + OLDEST_FIRST;
    private static final String CLASSES = "SELECT signal_class, count() AS times FROM btc_features_signals" + OF
            + " ORDER BY times DESC, signal_class";

    private static final String NEWEST =
            "SELECT " + TIME + " FROM btc_features_signals" + OF + " ORDER BY timestamp DESC LIMIT 1";

    private final Questions questions;

    QuestDbLiquidations(DataSource connections) {
        questions = new Questions(connections);
    }

    @Override
    public List<LiquidationRow> rows(Span span) {
        TreeMap<Long, LiquidationRow> byTime = new TreeMap<>();
        for (LiquidationColumn.Group group : LiquidationColumn.Group.values()) {
            List<LiquidationColumn> columns = LiquidationColumn.of(group);
            String names = columns.stream().map(QuestDbLiquidations::selected).collect(Collectors.joining(", "));
            String sql = "SELECT " + TIME + ", " + names + " FROM " + group.table() + OLDEST_FIRST;
            ask(sql, span, result -> {
                long startNs = result.getLong(1) * NS_PER_US;
                fill(byTime.computeIfAbsent(startNs, LiquidationRow::new), columns, result);
                return startNs;
            });
        }
        return byTime.values().stream().limit(span.limit()).toList();
    }

    @Override
    public List<Inputs> inputs(Span span) {
        TreeMap<Long, Inputs> byTime = new TreeMap<>();
        ask(VOLUMES, span, row -> {
            long startNs = row.getLong(1) * NS_PER_US;
            Inputs inputs = new Inputs(startNs, Double.NaN, number(row, 2), number(row, 3), number(row, 4));
            return byTime.put(startNs, inputs);
        });
        ask(PRICES, span, row -> {
            long startNs = row.getLong(1) * NS_PER_US;
            Inputs priced = new Inputs(startNs, number(row, 2), Double.NaN, Double.NaN, Double.NaN);
            return byTime.merge(startNs, priced, QuestDbLiquidations::joined);
        });
        return byTime.values().stream().limit(span.limit()).toList();
    }

    @Override
    public List<BinModel> bins(Span span) {
        return ask(
                BINS,
                span,
                row -> new BinModel(
                        row.getLong(1) * NS_PER_US,
                        row.getLong(2),
                        row.getLong(3),
                        numbers(row, 4, CENTRES),
                        numbers(row, 4 + CENTRES, CENTRES - 1)));
    }

    @Override
    public List<Revision> revisions(Span span) {
        return ask(
                REVISIONS,
                span,
                row -> new Revision(
                        row.getLong(1) * NS_PER_US,
                        row.getString(2),
                        number(row, 3),
                        number(row, 4),
                        row.getLong(5) * NS_PER_US,
                        row.getInt(6) == 1));
    }

    @Override
    public List<Outcome> outcomes(Span span) {
        return ask(
                OUTCOMES,
                span,
                row -> new Outcome(
                        row.getLong(1) * NS_PER_US,
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        number(row, 5),
                        number(row, 6),
                        number(row, 7)));
    }

    @Override
    public List<Run> runs(Span span) {
        return ask(RUNS, span, row -> {
            String error = row.getString(5);
            return new Run(
                    row.getString(2),
                    row.getLong(1) * NS_PER_US,
                    row.getLong(3) * NS_PER_US,
                    row.getString(4),
                    error == null ? "" : error,
                    row.getLong(6));
        });
    }

    @Override
    public List<TableStats> tables(String symbol, String exchange) {
        List<TableStats> tables = new ArrayList<>();
        for (String table : TABLES) {
            try {
                tables.add(stats(table, symbol, exchange));
            } catch (HistoryException e) {
                tables.add(new TableStats(table, 0, 0, 0, e.getMessage()));
            }
        }
        return tables;
    }

    @Override
    public List<ClassCount> classes(String symbol, String exchange) {
        return ask(
                CLASSES,
                statement -> bind(statement, symbol, exchange),
                row -> new ClassCount(row.getString(1), row.getLong(2)));
    }

    @Override
    public long newest(String symbol, String exchange) {
        List<Long> newest =
                ask(NEWEST, statement -> bind(statement, symbol, exchange), row -> row.getLong(1) * NS_PER_US);
        return newest.isEmpty() ? 0 : newest.get(0);
    }

    private TableStats stats(String table, String symbol, String exchange) {
        String sql = "SELECT cast(min(timestamp) AS long), cast(max(timestamp) AS long), count() FROM " + table + OF;
        return ask(
                        sql,
                        statement -> bind(statement, symbol, exchange),
                        row -> new TableStats(
                                table, row.getLong(1) * NS_PER_US, row.getLong(2) * NS_PER_US, row.getLong(3), ""))
                .get(0);
    }

    private <T> List<T> ask(String sql, Span span, Questions.Row<T> row) {
        return ask(
                sql + span.limit(),
                statement -> {
                    bind(statement, span.symbol(), span.exchange());
                    statement.setLong(3, span.fromNs() / NS_PER_US);
                    statement.setLong(4, span.toNs() / NS_PER_US);
                },
                row);
    }

    private <T> List<T> ask(String sql, Questions.Values values, Questions.Row<T> row) {
        return questions.ask(sql, values, row);
    }

    private static void bind(PreparedStatement statement, String symbol, String exchange) throws SQLException {
        statement.setString(1, symbol);
        statement.setString(2, exchange);
    }

    private static void fill(LiquidationRow row, List<LiquidationColumn> columns, ResultSet result)
            throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            LiquidationColumn column = columns.get(i);
            if (column.kind() == LiquidationColumn.Kind.TEXT) {
                String text = result.getString(i + 2);
                row.set(column, text == null ? null : text.intern()); // a few words, in each of thousands of rows
            } else {
                row.set(column, number(result, i + 2));
            }
        }
    }

    private static Inputs joined(Inputs volumes, Inputs priced) {
        return new Inputs(
                volumes.startNs(), priced.price(), volumes.longDominance(), volumes.longs(), volumes.shorts());
    }

    /** Returns a table without rows of earlier runs: those say otherwise than what was made of their hours last. */
    private static String ofNewestRun(String table, LiquidationColumn.Group group, String column) {
        return " FROM (SELECT t.* FROM " + table + " t JOIN " + group.table()
                + " f ON (timestamp, symbol, exchange) WHERE t." + column + " = f." + column + ')';
    }

    private static String selected(LiquidationColumn column) {
        return column.kind() == LiquidationColumn.Kind.TIME ? "cast(" + column.text() + " AS long)" : column.text();
    }

    private static String numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).collect(Collectors.joining(", "));
    }

    private static List<Double> numbers(ResultSet row, int first, int count) throws SQLException {
        List<Double> numbers = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            numbers.add(number(row, i));
        }
        return numbers;
    }
}
