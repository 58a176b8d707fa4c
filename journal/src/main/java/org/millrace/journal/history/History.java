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
        public FeatureTable features(FeatureSpan wanted) {
            return FeatureTable.NONE;
        }

        @Override
        public List<PredictionRow> predictions(PredictionsBefore wanted) {
            return List.of();
        }

        @Override
        public List<TrackPeriod> trackRecord(TrackSpan wanted) {
            return List.of();
        }

        @Override
        public Exports exports() {
            return Exports.NONE;
        }

        @Override
        public Liquidations liquidations() {
            return Liquidations.NONE;
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

    /**
     * Returns features of closed bars, as they were known at a time; where the span holds more than its limit, the newest.
     *
     * @throws HistoryException if the store cannot be asked
     */
    FeatureTable features(FeatureSpan wanted);

    /**
     * Returns the newest predictions of a span before a place in JournalOut, oldest first.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<PredictionRow> predictions(PredictionsBefore wanted);

    /**
     * Returns what became of a version's predictions, those periods of the span that have some, oldest first.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<TrackPeriod> trackRecord(TrackSpan wanted);

    /** Returns what writes rows as files. */
    Exports exports();

    /** Returns what answers about liquidations. */
    Liquidations liquidations();

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

    /**
     * Which features to answer.
     *
     * @param span      of the bars' starts
     * @param set       name of the feature set
     * @param version   of the set
     * @param knownByNs only rows that were known then, UTC ns; {@link Long#MAX_VALUE}: all
     */
    record FeatureSpan(Span span, String set, int version, long knownByNs) {}

    /**
     * Features, oldest bar first.
     *
     * @param names of the values, in the order of the set; empty: the store has not heard of the set
     */
    record FeatureTable(List<String> names, List<FeatureRow> rows) {
        /** Has nothing. */
        public static final FeatureTable NONE = new FeatureTable(List.of(), List.of());

        public FeatureTable {
            names = List.copyOf(names);
            rows = List.copyOf(rows);
        }
    }

    /** Features of a closed bar and when they were known, UTC ns; NaN where not yet warm. */
    record FeatureRow(long startNs, long knownNs, List<Double> values) {}

    /**
     * Which predictions to answer.
     *
     * @param symbol         normalised name of the instrument
     * @param exchange       name in the schema's enum {@code Venue}
     * @param fromNs         UTC ns
     * @param toNs           exclusive, UTC ns
     * @param beforeSequence place in JournalOut, exclusive
     * @param limit          most rows
     */
    record PredictionsBefore(String symbol, String exchange, long fromNs, long toNs, long beforeSequence, int limit) {}

    /** What a model said; probabilities are NaN of a regression, its value is NaN of classes. */
    record PredictionRow(
            long sequence,
            long timeNs,
            int modelId,
            int modelVersion,
            String timeframe,
            String horizon,
            double down,
            double neutral,
            double up,
            double value,
            boolean isShadow) {}
}
