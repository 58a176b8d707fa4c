package org.millrace.journal.history;

import java.util.List;

/** Answers questions about the past. Thread-safe; may block: never called on the line or on an event loop. */
public interface History {
    /** Knows nothing: where no store is configured. */
    History NONE = new History() {
        @Override
        public List<Candle> candles(Span span) {
            return List.of();
        }

        @Override
        public List<IndicatorRow> indicators(Span span) {
            return List.of();
        }

        @Override
        public List<TradeRow> trades(TradesBefore wanted) {
            return List.of();
        }

        @Override
        public Exports exports() {
            return Exports.NONE;
        }
    };

    /**
     * Returns closed bars, oldest first; where the span holds more than its limit, the newest.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<Candle> candles(Span span);

    /**
     * Returns indicators of closed bars, oldest first; where the span holds more than its limit, the newest.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<IndicatorRow> indicators(Span span);

    /**
     * Returns the newest trades before a place in JournalOut, oldest first.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<TradeRow> trades(TradesBefore wanted);

    /** Returns what writes rows as files. */
    Exports exports();

    /**
     * Which trades to answer.
     *
     * @param symbol         normalised name of the instrument
     * @param exchange       name in the schema's enum {@code Venue}
     * @param beforeSequence place in JournalOut, exclusive
     * @param limit          most rows
     */
    record TradesBefore(String symbol, String exchange, long beforeSequence, int limit) {}

    /** A trade; {@code sequence} is its place in JournalOut. */
    record TradeRow(
            long sequence, long timeNs, long tradeId, double price, double quantity, String side, boolean isSuspect) {}

    /**
     * What to answer.
     *
     * @param symbol    normalised name of the instrument
     * @param exchange  name in the schema's enum {@code Venue}
     * @param timeframe as {@code 1m}
     * @param fromNs    first start of a bar, UTC ns
     * @param toNs      end of the span, exclusive, UTC ns
     * @param limit     most rows
     */
    record Span(String symbol, String exchange, String timeframe, long fromNs, long toNs, int limit) {}

    /** A closed bar; prices and quantities as doubles, the journal holds the exact ones. */
    record Candle(
            long startNs,
            double open,
            double high,
            double low,
            double close,
            double volume,
            double vwap,
            long trades) {}

    /** Indicators of a closed bar by the names of the store's columns; NaN where not yet warm. */
    record IndicatorRow(long startNs, List<Double> values) {}
}
