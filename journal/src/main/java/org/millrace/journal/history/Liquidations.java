package org.millrace.journal.history;

import java.util.List;

/**
 * Answers questions about an asset's liquidations, and what was made of them. Thread-safe; may block: never called on the
 * line or on an event loop. Rows are hours, oldest first; of several runs the newest.
 */
public interface Liquidations {
    /** Knows nothing: where no store is configured. */
    Liquidations NONE = new NoLiquidations();

    /**
     * Returns features.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<LiquidationRow> rows(Span span);

    /**
     * Returns what the provider said.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<Inputs> inputs(Span span);

    /**
     * Returns the models of bins that were fitted.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<BinModel> bins(Span span);

    /**
     * Returns what the provider stated otherwise than before.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<Revision> revisions(Span span);

    /**
     * Returns what became of signals.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<Outcome> outcomes(Span span);

    /**
     * Returns runs of the pipeline by their start.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<Run> runs(Span span);

    /**
     * Returns how much each table has of an asset, in the order of {@link #TABLES}. A table that cannot be asked says why.
     *
     * @throws HistoryException if the store cannot be asked at all
     */
    List<TableStats> tables(String symbol, String exchange);

    /**
     * Returns how often each class of signal was told, the most frequent first.
     *
     * @throws HistoryException if the store cannot be asked
     */
    List<ClassCount> classes(String symbol, String exchange);

    /**
     * Returns the start of the newest hour that has signals; 0: none.
     *
     * @throws HistoryException if the store cannot be asked
     */
    long newest(String symbol, String exchange);

    /** The tables of data, by the names that users know. */
    List<String> TABLES = List.of(
            "btc_price_data",
            "btc_liquidations",
            "btc_processed_data",
            "btc_features_rpn",
            "btc_features_bin",
            "btc_features_dominance",
            "btc_features_signals");

    /**
     * What to answer.
     *
     * @param symbol   the asset, as {@code BTC}
     * @param exchange name in the schema's enum {@code Venue}
     * @param fromNs   first start of an hour, UTC ns
     * @param toNs     exclusive, UTC ns
     * @param limit    most rows; where there are more, the oldest
     */
    record Span(String symbol, String exchange, long fromNs, long toNs, int limit) {}

    /** What the provider said of an hour; NaN: missing. Liquidations in coins, the longs' share 0 to 1. */
    record Inputs(long startNs, double price, double longDominance, double longs, double shorts) {}

    /** A model of bins, and the first hour that it serves: nine centres, eight edges. */
    record BinModel(long fitNs, long id, long historyCount, List<Double> centres, List<Double> edges) {}

    /** A value that was stated otherwise: of which hour and field, and when that was learnt. */
    record Revision(
            long startNs, String field, double oldValue, double newValue, long fetchedNs, boolean isProcessed) {}

    /** What became of the price behind a signal, percent. */
    record Outcome(
            long startNs,
            String signalClass,
            int horizonHours,
            int entryLagHours,
            double entryPrice,
            double exitPrice,
            double returnPercent) {}

    /** A run of the pipeline; end 0: it has none yet. */
    record Run(String runId, long startNs, long endNs, String status, String errorMessage, long recordsProcessed) {}

    /** How much a table has; without rows both times are 0. Error: empty where it could be asked. */
    record TableStats(String table, long earliestNs, long latestNs, long recordCount, String error) {}

    /** How often a class of signal was told. */
    record ClassCount(String signalClass, long count) {}
}
