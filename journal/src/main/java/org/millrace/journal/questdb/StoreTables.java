package org.millrace.journal.questdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The store's tables. Each has DEDUP keys, so that what is written twice after a lost answer is there once: bars,
 * indicators and features by bar (the newest revision wins), everything else by its sequence in JournalOut. Features have
 * a column each, which the store adds when it first sees one; {@code feature_sets} tells which belong to a set.
 */
public final class StoreTables {
    /** Columns that each table has. */
    static final List<String> COMMON = List.of("timestamp", "symbol", "exchange");

    private static final String BY_BAR = "timestamp, symbol, exchange, timeframe";
    private static final String BY_SEQUENCE = "timestamp, symbol, exchange, sequence";
    private static final String BY_SETTING = "0d";
    private static final String FEATURES = "ml_features";
    private static final String FEATURE_SETS = "feature_sets";

    private static final List<String> TRADING =
            List.of("signals", "predictions", "model_drift", "orders", "fills", "positions");

    private static final List<Table> MARKET = List.of(
            new Table(
                    "candles",
                    "timeframe SYMBOL CAPACITY 32, open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE,"
                            + " buy_volume DOUBLE, notional DOUBLE, vwap DOUBLE, trades LONG, revision INT,"
                            + " flags INT, sequence LONG",
                    "MONTH",
                    "12M",
                    BY_BAR),
            new Table(
                    "venue_bars",
                    "timeframe SYMBOL CAPACITY 32, open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE,"
                            + " flags INT, sequence LONG",
                    "MONTH",
                    "12M",
                    BY_BAR),
            new Table(
                    "indicators",
                    "timeframe SYMBOL CAPACITY 32, rsi_14 DOUBLE, macd DOUBLE, macd_signal DOUBLE, macd_hist DOUBLE,"
                            + " bb_upper DOUBLE, bb_middle DOUBLE, bb_lower DOUBLE, sma_20 DOUBLE, sma_50 DOUBLE,"
                            + " ema_12 DOUBLE, ema_26 DOUBLE, volume_sma DOUBLE, stoch_k DOUBLE, stoch_d DOUBLE,"
                            + " atr_14 DOUBLE, obv DOUBLE, vwap DOUBLE, wma_20 DOUBLE, flags INT, sequence LONG",
                    "MONTH",
                    "12M",
                    BY_BAR),
            new Table(
                    FEATURES,
                    "timeframe SYMBOL CAPACITY 32, feature_set SYMBOL CAPACITY 64, version INT, known_at TIMESTAMP,"
                            + " flags INT, sequence LONG",
                    "MONTH",
                    "12M",
                    BY_BAR + ", feature_set, version"),
            new Table(
                    FEATURE_SETS,
                    "feature_set SYMBOL CAPACITY 64, set_id INT, version INT, place INT, feature SYMBOL CAPACITY 256,"
                            + " sequence LONG",
                    "DAY",
                    "0d",
                    "timestamp, feature_set, version, place"),
            new Table(
                    "data_quality_metrics",
                    "quality_score DOUBLE, checks_passed LONG, checks_failed LONG, anomalies_detected LONG,"
                            + " book_agreements LONG, book_disagreements LONG, book_lost_ns LONG, book_score DOUBLE,"
                            + " sequence LONG",
                    "MONTH",
                    "3M",
                    BY_SEQUENCE),
            new Table(
                    "trades",
                    "trade_id LONG, price DOUBLE, quantity DOUBLE, side SYMBOL CAPACITY 8, flags INT, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "quotes",
                    "bid DOUBLE, bid_quantity DOUBLE, ask DOUBLE, ask_quantity DOUBLE, flags INT, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "book_tops",
                    "state SYMBOL CAPACITY 8, bid DOUBLE, bid_quantity DOUBLE, ask DOUBLE, ask_quantity DOUBLE,"
                            + " imbalance DOUBLE, micro_price DOUBLE, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "feed_status",
                    "state SYMBOL CAPACITY 8, reason SYMBOL CAPACITY 64, stream SYMBOL CAPACITY 8, gap_first LONG,"
                            + " gap_last LONG, clock_offset_ns LONG, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "signals",
                    "strategy INT, side SYMBOL CAPACITY 8, rule SYMBOL CAPACITY 256, strength DOUBLE,"
                            + " left_value DOUBLE, right_value DOUBLE, flags INT, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "predictions",
                    "model INT, version INT, timeframe SYMBOL CAPACITY 32, horizon SYMBOL CAPACITY 32, down DOUBLE,"
                            + " neutral DOUBLE, up DOUBLE, value DOUBLE, shadow BOOLEAN, flags INT, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "model_drift",
                    "model INT, version INT, feature SYMBOL CAPACITY 256, stability_index DOUBLE, predictions INT,"
                            + " sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "orders",
                    "order_id LONG, account INT, strategy INT, side SYMBOL CAPACITY 8, type SYMBOL CAPACITY 8,"
                            + " time_in_force SYMBOL CAPACITY 8, state SYMBOL CAPACITY 8, reason SYMBOL CAPACITY 32,"
                            + " price DOUBLE, stop_price DOUBLE, quantity DOUBLE, filled DOUBLE, average_price DOUBLE,"
                            + " bound DOUBLE, value DOUBLE, flags INT, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "fills",
                    "fill_id LONG, order_id LONG, account INT, strategy INT, side SYMBOL CAPACITY 8, price DOUBLE,"
                            + " quantity DOUBLE, fee DOUBLE, liquidity SYMBOL CAPACITY 8, flags INT, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE),
            new Table(
                    "positions",
                    "account INT, strategy INT, quantity DOUBLE, average_price DOUBLE, mark_price DOUBLE,"
                            + " realised_pnl DOUBLE, unrealised_pnl DOUBLE, fifo_pnl DOUBLE,"
                            + " currency SYMBOL CAPACITY 32, sequence LONG",
                    "DAY",
                    BY_SETTING,
                    BY_SEQUENCE));

    private static final List<Table> TABLES =
            Stream.of(MARKET, LiquidationTables.all()).flatMap(List::stream).toList();

    private StoreTables() {}

    /** Returns the names of all tables. */
    public static List<String> names() {
        return TABLES.stream().map(Table::name).toList();
    }

    /** Returns the tables. */
    static List<Table> all() {
        return TABLES;
    }

    /**
     * Creates the tables that are not there, checks that those that are drop duplicates, and sets how long rows stay where that
     * differs: each statement costs the store several milliseconds.
     *
     * @throws SQLException if the store refuses, or a table was made without DEDUP
     */
    public static void create(Connection connection, KeepSettings keep) throws SQLException {
        Map<String, String> kept = kept(keep);
        try (Statement statement = connection.createStatement()) {
            Map<String, FoundTable> found = FoundTable.all(statement);
            for (Table table : TABLES) {
                String ttl = kept.get(table.name());
                FoundTable known = found.get(table.name());
                if (known == null) {
                    statement.execute(table.ddl(table.name(), ttl == null ? table.ttl() : ttl));
                } else if (!known.dropsDuplicates()) {
                    throw new SQLException(
                            "table " + table.name() + " has no DEDUP keys: rename it, and it will be made anew");
                } else if (ttl != null && !known.isKept(ttl)) {
                    statement.execute("ALTER TABLE " + table.name() + " SET TTL " + ttl);
                }
            }
            LiquidationTables.createView(statement);
        }
    }

    /** Returns how long the rows of tables stay that the settings speak of, as SQL says it. */
    private static Map<String, String> kept(KeepSettings keep) {
        Map<String, String> kept = new HashMap<>();
        kept.put("trades", days(keep.trades()));
        kept.put("quotes", days(keep.quotes()));
        kept.put("book_tops", days(keep.bookTops()));
        kept.put("feed_status", days(keep.feedStatus()));
        TRADING.forEach(table -> kept.put(table, days(keep.trading())));
        String months = LiquidationTables.ttl(keep.liquidations().toDays());
        LiquidationTables.all().forEach(table -> kept.put(table.name(), months));
        return kept;
    }

    private static String days(Duration duration) {
        return duration.toDays() + "d";
    }

    /** How a table is made. */
    record Table(String name, String columns, String partition, String ttl, String keys) {
        /** Tells whether rows are made of events that may be taken back: names of a set's features are right either way. */
        boolean isOfEvents() {
            return !name.equals(FEATURE_SETS);
        }

        /** Tells whether there is a column for each feature besides those that it is made with. */
        boolean hasFeatures() {
            return name.equals(FEATURES);
        }

        /** Returns the names of the columns beyond time, symbol and exchange. */
        List<String> columnNames() {
            return Arrays.stream(columns.split(", ", -1))
                    .map(column -> column.substring(0, column.indexOf(' ')))
                    .toList();
        }

        /** Returns how to make a table of another name that is like this one. */
        String ddl(String otherName) {
            return ddl(otherName, ttl);
        }

        /** Returns how to make a table that is like this one, but for its name and how long rows stay. */
        String ddl(String otherName, String otherTtl) {
            return "CREATE TABLE IF NOT EXISTS " + otherName
                    + " (timestamp TIMESTAMP, symbol SYMBOL CAPACITY 1024, exchange SYMBOL CAPACITY 32, " + columns
                    + ") TIMESTAMP(timestamp) PARTITION BY " + partition + " TTL " + otherTtl
                    + " WAL DEDUP UPSERT KEYS(" + keys + ")";
        }
    }
}
