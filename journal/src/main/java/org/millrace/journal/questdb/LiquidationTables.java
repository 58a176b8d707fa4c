package org.millrace.journal.questdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.millrace.journal.history.LiquidationColumn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's tables of liquidation analytics. A row is an hour, by its start; what is told again of an hour replaces it
 * whole. Of revisions and of the pipeline's own notes each stays.
 */
final class LiquidationTables {
    private static final Logger LOG = LoggerFactory.getLogger(LiquidationTables.class);

    static final String REVISIONS = "btc_raw_revisions";
    static final String BIN_MODELS = "btc_bin_models";
    static final String OUTCOMES = "btc_signal_outcomes";
    static final String RUNS = "feature_engineering_runs";
    static final String DOWNLOADS = "data_download_logs";

    private static final String BY_HOUR = "timestamp, symbol, exchange";
    private static final String BY_SEQUENCE = BY_HOUR + ", sequence";
    private static final String MONTH = "MONTH";
    private static final String FOR_EVER = "1000Y"; // the store takes no 0 where months are the partitions
    private static final int DAYS_A_MONTH = 30; // 14 of them, the fewest that may be asked for, are longer
    private static final String SEQUENCE = ", sequence LONG";

    private static final String LATEST =
            "CREATE VIEW IF NOT EXISTS btc_latest_features AS (SELECT p.timestamp, p.symbol,"
                    + " p.exchange, p.price, r.risk_priority_number, b.bin_index, d.dominance, d.dominance_class, s.signal_class,"
                    + " s.hit_ceiling_bottom, s.reverse_ceiling_bottom FROM btc_processed_data p"
                    + " LEFT JOIN btc_features_rpn r ON (timestamp, symbol, exchange)"
                    + " LEFT JOIN btc_features_bin b ON (timestamp, symbol, exchange)"
                    + " LEFT JOIN btc_features_dominance d ON (timestamp, symbol, exchange)"
                    + " LEFT JOIN btc_features_signals s ON (timestamp, symbol, exchange) ORDER BY p.timestamp DESC)";

    private LiquidationTables() {}

    /** Makes the view of the newest hours, where the store is one that has views: from 9.3. */
    static void createView(Statement statement) {
        try {
            statement.execute(LATEST);
        } catch (SQLException e) {
            LOG.warn("store: no view btc_latest_features: {}", e.getMessage());
        }
    }

    /** Returns the tables. */
    static List<StoreTables.Table> all() {
        List<StoreTables.Table> tables = new ArrayList<>(List.of(
                byHour("btc_price_data", "price DOUBLE"),
                byHour(
                        "btc_liquidations",
                        "long_liquidations_dominance DOUBLE, futures_long_liquidations DOUBLE,"
                                + " futures_short_liquidations DOUBLE")));
        for (LiquidationColumn.Group group : LiquidationColumn.Group.values()) {
            tables.add(byHour(group.table(), columns(group)));
        }
        tables.add(byHour(BIN_MODELS, "bin_model_id INT, history_count INT, " + edges()));
        tables.add(new StoreTables.Table(
                OUTCOMES,
                "signal_class SYMBOL CAPACITY 8, horizon_hours INT, entry_lag_hours INT, entry_price DOUBLE,"
                        + " exit_price DOUBLE, return_percent DOUBLE" + SEQUENCE,
                MONTH,
                FOR_EVER,
                BY_HOUR + ", horizon_hours"));
        tables.add(new StoreTables.Table(
                REVISIONS,
                "field SYMBOL CAPACITY 8, old_value DOUBLE, new_value DOUBLE, fetched_at TIMESTAMP, is_processed INT"
                        + SEQUENCE,
                MONTH,
                FOR_EVER,
                BY_SEQUENCE));
        tables.add(byHour(
                RUNS,
                "run_id VARCHAR, end_time TIMESTAMP, status SYMBOL CAPACITY 8, error_message VARCHAR,"
                        + " records_processed LONG"));
        tables.add(new StoreTables.Table(
                DOWNLOADS,
                "endpoint SYMBOL CAPACITY 8, start_date TIMESTAMP, end_date TIMESTAMP, records_downloaded LONG,"
                        + " status SYMBOL CAPACITY 8, error_message VARCHAR" + SEQUENCE,
                MONTH,
                FOR_EVER,
                BY_HOUR + ", endpoint"));
        return tables;
    }

    /** Returns how long rows stay, at least so many days, as SQL says it: in whole months, as the partitions are; 0: for ever. */
    static String ttl(long days) {
        return days == 0 ? FOR_EVER : (days + DAYS_A_MONTH - 1) / DAYS_A_MONTH + "M";
    }

    private static StoreTables.Table byHour(String name, String columns) {
        return new StoreTables.Table(name, columns + SEQUENCE, MONTH, FOR_EVER, BY_HOUR);
    }

    private static String columns(LiquidationColumn.Group group) {
        List<LiquidationColumn> columns = new ArrayList<>(LiquidationColumn.of(group));
        if (group == LiquidationColumn.Group.RPN) {
            columns.add(0, LiquidationColumn.PRICE);
        }
        if (group == LiquidationColumn.Group.PROCESSED) {
            columns.add(LiquidationColumn.IS_STALE);
            columns.add(LiquidationColumn.IS_WARM);
        } else {
            columns.add(LiquidationColumn.AVAILABLE_AT);
            columns.add(LiquidationColumn.RUN_ID);
        }
        return columns.stream()
                .map(column -> column.text() + ' ' + type(column.kind()))
                .collect(Collectors.joining(", "));
    }

    private static String edges() {
        return names("centre_", 9) + ", " + names("edge_", 8);
    }

    private static String names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i + " DOUBLE").collect(Collectors.joining(", "));
    }

    private static String type(LiquidationColumn.Kind kind) {
        return switch (kind) {
            case NUMBER -> "DOUBLE";
            case COUNT -> "INT";
            case TEXT -> "SYMBOL CAPACITY 16";
            case TIME -> "TIMESTAMP";
        };
    }
}
