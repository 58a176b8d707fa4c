package org.millrace.journal.questdb;

import static org.millrace.journal.questdb.Questions.number;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.millrace.codecs.EventPrefix;
import org.millrace.journal.history.Exports;
import org.millrace.journal.history.History;
import org.millrace.journal.history.Liquidations;
import org.millrace.journal.history.TrackPeriod;
import org.millrace.journal.history.TrackSpan;

/** Asks QuestDB over the PostgreSQL wire. */
public final class QuestDbHistory implements History {
    /** Columns of an {@link History.IndicatorRow}, in order. */
    public static final List<String> INDICATORS = List.of(
            "rsi_14",
            "macd",
            "macd_signal",
            "macd_hist",
            "bb_upper",
            "bb_middle",
            "bb_lower",
            "sma_20",
            "sma_50",
            "ema_12",
            "ema_26",
            "volume_sma",
            "stoch_k",
            "stoch_d",
            "atr_14",
            "obv",
            "vwap",
            "wma_20");

    private static final long NS_PER_US = 1_000;
    private static final String SPAN =
            " WHERE symbol = ? AND exchange = ? AND timeframe = ? AND timestamp >= cast(? AS timestamp)"
                    + " AND timestamp < cast(? AS timestamp) ORDER BY timestamp DESC LIMIT ";
    private static final String CANDLES =
            "SELECT cast(timestamp AS long), open, high, low, close, volume, vwap, trades FROM candles" + SPAN;
    private static final String INDICATOR_ROWS =
            "SELECT cast(timestamp AS long), " + String.join(", ", INDICATORS) + " FROM indicators" + SPAN;

    private static final String TRADES =
            "SELECT sequence, cast(timestamp AS long), trade_id, price, quantity, side, flags FROM trades"
                    + " WHERE symbol = ? AND exchange = ? AND sequence < ? ORDER BY timestamp DESC, sequence DESC LIMIT ";

    private final Questions questions;
    private final Exports exports;
    private final ModelQueries models;
    private final Liquidations liquidations;

    QuestDbHistory(DataSource connections, StoreAddress address) {
        questions = new Questions(connections);
        exports = new QuestDbExports(connections, address);
        models = new ModelQueries(questions);
        liquidations = new QuestDbLiquidations(connections);
    }

    @Override
    public List<Candle> candles(Span span) {
        return query(CANDLES, span, QuestDbHistory::candle);
    }

    @Override
    public List<IndicatorRow> indicators(Span span) {
        return query(INDICATOR_ROWS, span, QuestDbHistory::indicatorRow);
    }

    @Override
    public List<TradeRow> trades(TradesBefore wanted) {
        return query(
                TRADES + wanted.limit(),
                statement -> {
                    statement.setString(1, wanted.symbol());
                    statement.setString(2, wanted.exchange());
                    statement.setLong(3, wanted.beforeSequence());
                },
                QuestDbHistory::trade);
    }

    @Override
    public FeatureTable features(FeatureSpan wanted) {
        return models.features(wanted);
    }

    @Override
    public List<PredictionRow> predictions(PredictionsBefore wanted) {
        return models.predictions(wanted);
    }

    @Override
    public List<TrackPeriod> trackRecord(TrackSpan wanted) {
        return models.trackRecord(wanted);
    }

    @Override
    public Exports exports() {
        return exports;
    }

    @Override
    public Liquidations liquidations() {
        return liquidations;
    }

    private <T> List<T> query(String sql, Span span, Questions.Row<T> row) {
        return query(
                sql + span.limit(),
                statement -> {
                    statement.setString(1, span.symbol());
                    statement.setString(2, span.exchange());
                    statement.setString(3, span.timeframe());
                    statement.setLong(4, span.fromNs() / NS_PER_US);
                    statement.setLong(5, span.toNs() / NS_PER_US);
                },
                row);
    }

    private <T> List<T> query(String sql, Questions.Values values, Questions.Row<T> row) {
        List<T> rows = questions.ask(sql, values, row);
        Collections.reverse(rows);
        return rows;
    }

    private static Candle candle(ResultSet row) throws SQLException {
        return new Candle(
                row.getLong(1) * NS_PER_US,
                row.getDouble(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getDouble(5),
                row.getDouble(6),
                number(row, 7),
                row.getLong(8));
    }

    private static IndicatorRow indicatorRow(ResultSet row) throws SQLException {
        List<Double> values = new ArrayList<>(INDICATORS.size());
        for (int i = 0; i < INDICATORS.size(); i++) {
            values.add(number(row, i + 2));
        }
        return new IndicatorRow(row.getLong(1) * NS_PER_US, values);
    }

    private static TradeRow trade(ResultSet row) throws SQLException {
        return new TradeRow(
                row.getLong(1),
                row.getLong(2) * NS_PER_US,
                row.getLong(3),
                row.getDouble(4),
                row.getDouble(5),
                row.getString(6),
                (row.getInt(7) & EventPrefix.ANOMALY) != 0);
    }
}
